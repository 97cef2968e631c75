"""Kurslink: every course its Zoom meeting, both the same until the last course day."""
