"""What the queue can be asked to do: each task loads by id and calls one service."""
