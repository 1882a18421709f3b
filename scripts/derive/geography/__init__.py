"""Tables of data/geography."""
