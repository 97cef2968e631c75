"""What several entrances say about the same things, as JSON."""
