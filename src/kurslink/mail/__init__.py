"""The post office: what a mail looks like on the wire, and how a mail server takes it."""
