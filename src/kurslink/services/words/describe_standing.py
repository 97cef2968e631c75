"""What a meeting without a course is to us, in words for people."""

from django.utils.translation import gettext_lazy as _

from kurslink.services.foreign.listing import ForeignLine, Standing

_WORDS = {
    Standing.FOREIGN: _("nicht von Kurslink angelegt"),
    Standing.DETACHED: _("vom Kurs {number} gelöst"),
    Standing.DELETED: _("beim Kurs {number} gelöscht, in Zoom wieder oder noch vorhanden"),
    Standing.SECOND: _("zweites Meeting des Kurses {number}"),
    Standing.LOST: _("von Kurslink für den Kurs {number} angelegt, hier nicht mehr bekannt"),
}


def describe_standing(line: ForeignLine) -> str:
    """A few words, with the number of the course it was made for."""
    number = line.course.number if line.course else ""
    return str(_WORDS[line.standing]).format(number=number)
