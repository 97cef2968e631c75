"""What orders are worked with: the queue, the right to work on one, and what follows an attempt."""
