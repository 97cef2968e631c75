"""How course administrations write that somebody is enrolled, waits, or has cancelled."""

from kurslink.sources.enrolment_rows import RowStatus

STATUSES = {
    "": RowStatus.ENROLLED,
    "a": RowStatus.ENROLLED,
    "angemeldet": RowStatus.ENROLLED,
    "anmeldung": RowStatus.ENROLLED,
    "belegt": RowStatus.ENROLLED,
    "w": RowStatus.WAITING,
    "warteliste": RowStatus.WAITING,
    "s": RowStatus.CANCELLED,
    "storniert": RowStatus.CANCELLED,
    "storno": RowStatus.CANCELLED,
    "abgemeldet": RowStatus.CANCELLED,
}
"""By case folded text; KuferSQL writes the letters."""
