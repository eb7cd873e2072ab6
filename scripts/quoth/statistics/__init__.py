"""What is in a corpus: counts, shares and densities, as one record that prints as tables or as JSON."""
