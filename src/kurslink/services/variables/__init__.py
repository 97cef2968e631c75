"""The export variables of the office: which there are, and their values."""
