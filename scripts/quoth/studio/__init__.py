"""Label Studio: the labelling screen, the server, and the way of a document there and back."""
