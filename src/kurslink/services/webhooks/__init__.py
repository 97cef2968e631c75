"""Telling programs what changed: from the journal, signed, until they have heard it."""
