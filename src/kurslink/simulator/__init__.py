"""A stand-in for Zoom: a real HTTP server that behaves like Zoom's API and keeps its meetings."""
