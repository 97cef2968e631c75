"""Where programs come in: the REST API. One router per resource; no rule lives here."""
