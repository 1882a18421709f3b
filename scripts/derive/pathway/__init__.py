"""Tables of data/pathway."""
