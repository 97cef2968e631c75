"""A mail server's words, made safe to show and to keep."""

LONGEST = 300


def cleaned(text: str) -> str:
    """Return at most 300 characters of `text` on one line, without control characters."""
    printable = "".join(each if each.isprintable() else " " for each in text)
    line = " ".join(printable.split())
    return line if len(line) <= LONGEST else line[: LONGEST - 1] + "…"
