"""Meetings at Zoom that no course holds: the hosts' lists, whose they are, what is remembered."""
