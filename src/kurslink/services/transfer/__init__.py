"""What a transfer works with: the wanted meeting, what Zoom holds, the steps between, the claim."""
