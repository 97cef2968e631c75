"""Messages and the mail server they are given to."""
