"""Reading gold and predictions of every kind into Arrow tables of one schema."""
