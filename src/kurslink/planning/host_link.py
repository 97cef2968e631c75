"""How Zoom's start link is told from a link for everybody."""

HOST_TOKEN = "zak="  # noqa: S105  # what marks Zoom's start link, which makes people the host


def makes_host(text: str) -> bool:
    """Whether whoever follows a link in `text` is the host: nobody may be told it."""
    return HOST_TOKEN in text.casefold()
