"""Course files: what is read, what is refused, what is never touched."""
