"""What an obstacle of „Startklar" is called, and where it is solved."""

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy, ngettext

from kurslink.models import Course, MailArea
from kurslink.services.overview.obstacles import Finding, Obstacle
from kurslink.services.rights import Actor, Right


@dataclass(frozen=True)
class Remedy:
    """An obstacle in words, and a link to where it is solved."""

    text: str
    action: str
    url: str


def _of_course(name: str) -> Callable[[Course], str]:
    return lambda course: reverse(name, args=[course.pk])


def _host(course: Course) -> str:
    return f"{reverse('online_details', args=[course.pk])}#id_host"


def way_to_sending(*course_ids: int, area: MailArea = MailArea.ACCESS_DATA) -> str:
    """The page „Zugangsdaten versenden" for these courses."""
    pairs: list[tuple[str, object]] = [("course", each) for each in course_ids]
    if area is not MailArea.ACCESS_DATA:
        pairs.append(("area", area.value))
    return f"{reverse('send')}?{urlencode(pairs)}"


@dataclass(frozen=True)
class _Way:
    """Where a remedy is found; people without `right` are led to the course instead."""

    action: str | Promise
    url: Callable[[Course], str]
    right: Right = Right.VIEW


_COURSE, _PREVIEW = _of_course("online_details"), _of_course("transfer_preview")
_MAILS = _of_course("course_mails")
_LOOK = gettext_lazy("Ansehen")
_WAYS = {
    Obstacle.IN_WORK: _Way(gettext_lazy("Stand ansehen"), _of_course("transfer_result")),
    Obstacle.NO_MEETING: _Way(gettext_lazy("Meeting erstellen"), _PREVIEW, Right.TRANSFER),
    Obstacle.LOST: _Way(gettext_lazy("Neu anlegen oder lösen"), _COURSE),
    Obstacle.UNSETTLED: _Way(gettext_lazy("Meeting aktualisieren"), _PREVIEW, Right.TRANSFER),
    Obstacle.DIFFERENCE: _Way(gettext_lazy("Meeting aktualisieren"), _PREVIEW, Right.TRANSFER),
    Obstacle.CHANGED_AT_ZOOM: _Way(gettext_lazy("Abweichung ansehen"), _COURSE),
    Obstacle.CHANGED_HERE: _Way(gettext_lazy("Meeting aktualisieren"), _PREVIEW, Right.TRANSFER),
    Obstacle.HOST_UNFIT: _Way(gettext_lazy("Anderen Host wählen"), _host),
    Obstacle.NO_WAY_IN: _Way(gettext_lazy("Eintragen"), _COURSE),
    Obstacle.TOLD_OLD: _Way(
        gettext_lazy("Korrektur versenden"),
        lambda course: way_to_sending(course.pk, area=MailArea.CHANGE),
        Right.SEND,
    ),
    Obstacle.NOT_TOLD: _Way(
        gettext_lazy("Zugangsdaten versenden"),
        lambda course: way_to_sending(course.pk),
        Right.SEND,
    ),
    Obstacle.MAIL_FAILED: _Way(_LOOK, _MAILS),
    Obstacle.MAIL_UNCERTAIN: _Way(_LOOK, _MAILS),
    Obstacle.MAIL_WAITING: _Way(_LOOK, _MAILS),
    Obstacle.LETTER: _Way(
        gettext_lazy("Briefe drucken"), lambda _course: reverse("letters"), Right.EDIT
    ),
}


def remedy_for(finding: Finding, course: Course, actor: Actor) -> Remedy:
    """The sentence for what was found, and the way to where `actor` can do something about it."""
    way = _WAYS[finding.obstacle]
    if not actor.may(way.right):
        return Remedy(_text(finding), str(_LOOK), _COURSE(course))
    return Remedy(_text(finding), str(way.action), way.url(course))


def _text(finding: Finding) -> str:
    if finding.count:
        return _of_people(finding)
    return str(_SENTENCES[finding.obstacle])


_SENTENCES = {
    Obstacle.IN_WORK: gettext_lazy("Das Meeting wird gerade übertragen."),
    Obstacle.NO_MEETING: gettext_lazy("Der Kurs hat kein Meeting."),
    Obstacle.LOST: gettext_lazy("Das Meeting ist in Zoom nicht mehr zu benutzen."),
    Obstacle.UNSETTLED: gettext_lazy("Die Übertragung ist nicht abgeschlossen."),
    Obstacle.DIFFERENCE: gettext_lazy("Zoom hält etwas anderes als der Kurs."),
    Obstacle.CHANGED_AT_ZOOM: gettext_lazy("Das Meeting wurde in Zoom geändert."),
    Obstacle.CHANGED_HERE: gettext_lazy("Der Kurs wurde nach der Übertragung geändert."),
    Obstacle.HOST_UNFIT: gettext_lazy("Der Host ist in Zoom nicht lizenziert oder nicht aktiv."),
    Obstacle.NO_WAY_IN: gettext_lazy("Der Kurs hat weder Link noch Rufnummer."),
}


def _of_people(finding: Finding) -> str:
    n = finding.count
    match finding.obstacle:
        case Obstacle.TOLD_OLD:
            words = ngettext(
                "%(n)s Person kennt nur alte Zugangsdaten oder Termine.",
                "%(n)s Personen kennen nur alte Zugangsdaten oder Termine.",
                n,
            )
        case Obstacle.NOT_TOLD:
            words = ngettext(
                "%(n)s Angemeldeter fehlen die Zugangsdaten.",
                "%(n)s Angemeldeten fehlen die Zugangsdaten.",
                n,
            )
        case Obstacle.MAIL_FAILED:
            words = ngettext("%(n)s E-Mail wurde abgelehnt.", "%(n)s E-Mails wurden abgelehnt.", n)
        case Obstacle.MAIL_UNCERTAIN:
            words = ngettext(
                "Bei %(n)s E-Mail ist ungewiss, ob sie ankam.",
                "Bei %(n)s E-Mails ist ungewiss, ob sie ankamen.",
                n,
            )
        case Obstacle.MAIL_WAITING:
            words = ngettext(
                "%(n)s E-Mail ist noch nicht gesendet.",
                "%(n)s E-Mails sind noch nicht gesendet.",
                n,
            )
        case _:
            words = ngettext("%(n)s Brief ist zu drucken.", "%(n)s Briefe sind zu drucken.", n)
    return words % {"n": n}


def people_untold(count: int) -> str:
    """How many wait for their access data."""
    return ngettext("%(n)s Person wartet", "%(n)s Personen warten", count) % {"n": count}
