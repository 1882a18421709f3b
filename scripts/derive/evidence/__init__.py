"""Tables of data/evidence."""
