"""A mail server that sends nothing on, and a page to look at what it got: for demo and training."""
