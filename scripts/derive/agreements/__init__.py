"""Tables of data/agreements."""
