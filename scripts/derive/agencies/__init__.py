"""Tables of data/agencies."""
