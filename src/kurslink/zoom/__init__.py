"""The outside world: a typed client of Zoom that knows accounts and meetings, but no courses."""
