"""Courses in files: as tables of export variables, and as calendars."""
