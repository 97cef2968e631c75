"""What an import decides with: a file beside the rows."""
