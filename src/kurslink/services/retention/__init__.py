"""Personal data whose time is over: what is due, and how it goes."""
