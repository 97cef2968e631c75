"""The way to Zoom for one Zugang: client, token, and the steps of its test."""
