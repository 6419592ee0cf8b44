"""Training of the gainsay reader: attribution, names and syntax in one pass of a small encoder."""
