"""Zoom's limits, kept before Zoom has to refuse: calls per second, writes per host and day."""
