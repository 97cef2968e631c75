"""The sections of the overview below „Startklar": what waits, and where it is solved."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kurslink.models import Course, MailSettings, MailState, ZoomState
from kurslink.services.overview import soon_courses, untold, without_meeting
from kurslink.services.overview.differences import differences
from kurslink.services.overview.failed_mails import failed_mails
from kurslink.services.overview.failed_transfers import failed_transfers
from kurslink.services.overview.held_dispatches import held_dispatches
from kurslink.services.overview.letters import letters_to_print
from kurslink.services.rights import Actor, Right
from kurslink.services.words.mail_problems import explain_problem
from kurslink.services.words.result_words import ORDER_WORDS
from kurslink.services.words.stored import as_read
from kurslink.web.overview_words import people_untold, way_to_sending
from kurslink.web.tags import day

_SHOWN = 6
_LISTED = 60
_TOGETHER = 100  # courses in one address


@dataclass(frozen=True)
class Item:
    """One thing that waits: a link, and what there is to say."""

    url: str
    label: str
    text: str = ""


@dataclass(frozen=True)
class Section:
    """`empty` is said when nothing waits; `action` and `action_url` do it for all items.

    `items` are the first of `total`; `count` is what waits: courses, people, mails.
    """

    key: str
    title: str
    items: tuple[Item, ...]
    empty: str
    count: int
    total: int = 0
    action: str = ""
    action_url: str = ""

    @property
    def first(self) -> tuple[Item, ...]:
        """What is seen at once."""
        return self.items[:_SHOWN]

    @property
    def others(self) -> tuple[Item, ...]:
        """What is folded away."""
        return self.items[_SHOWN:]

    @property
    def left_out(self) -> int:
        """How many are too many for this page."""
        return max(0, self.total - len(self.items))


def sections(actor: Actor, now: datetime) -> Iterator[Section]:
    """In the order in which they are urgent."""
    yield _without_meeting(actor, now)
    if MailSettings.load().sends_access_data:
        yield _untold(actor, now)
    yield _differences(now)
    yield _failed_transfers(now)
    yield _failed_mails(now)
    yield _held_dispatches()
    yield _letters(actor)


def _without_meeting(actor: Actor, now: datetime) -> Section:
    found = without_meeting.without_meeting(now)
    may = actor.may(Right.TRANSFER)
    name = "transfer_preview" if may else "online_details"
    ids = [("course", each.course.pk) for each in found[:_TOGETHER]]
    return Section(
        "without-meeting",
        _("Ohne Meeting in den nächsten 14 Tagen"),
        tuple(_soon(each, name) for each in found[:_LISTED]),
        _("Nichts zu tun: Jeder Zoom-Kurs der nächsten 14 Tage hat sein Meeting."),
        len(found),
        action=_("Alle planen und übertragen") if may and found else "",
        action_url=f"{reverse('new_batch')}?{urlencode(ids)}",
        total=len(found),
    )


def _soon(each: soon_courses.SoonCourse, name: str, text: str = "") -> Item:
    said = f"{day(each.on)}, {text}" if text else day(each.on)
    return Item(reverse(name, args=[each.course.pk]), _name(each.course), said)


def _name(course: Course) -> str:
    return f"{course.number} {course.title}"


def _untold(actor: Actor, now: datetime) -> Section:
    found = untold.untold(now)
    may = actor.may(Right.SEND)
    return Section(
        "untold",
        _("Ohne Zugangsdaten in den nächsten 7 Tagen"),
        tuple(_soon(each, "enrolments", people_untold(each.count)) for each in found[:_LISTED]),
        _("Nichts zu tun: Alle haben ihre Zugangsdaten, oder der Versand ist geplant."),
        sum(each.count for each in found),
        action=_("Zugangsdaten versenden") if may and found else "",
        action_url=way_to_sending(*(each.course.pk for each in found[:_TOGETHER])),
        total=len(found),
    )


def _differences(now: datetime) -> Section:
    found = differences(now)
    items = tuple(
        Item(
            reverse("online_details", args=[each.pk]),
            _name(each),
            str(ZoomState(each.zoom_state).label),
        )
        for each in found[:_LISTED]
    )
    empty = _("Nichts zu tun: Zoom hält überall, was der Kurs sagt.")
    return Section("differences", _("Abweichungen"), items, empty, len(found), len(found))


def _failed_transfers(now: datetime) -> Section:
    found = failed_transfers(now)
    items = tuple(
        Item(
            reverse("transfer_result", args=[each.course.pk]),
            _name(each.course),
            " ".join((f"{ORDER_WORDS[each.status]}.", _message(as_read(each.result)))),
        )
        for each in found[:_LISTED]
    )
    empty = _("Nichts zu tun: Jede Übertragung ist gelungen.")
    return Section(
        "failed-transfers", _("Fehlgeschlagene Übertragungen"), items, empty, len(found), len(found)
    )


def _message(result: dict[str, dict[str, str] | None]) -> str:
    return (result.get("error") or {}).get("message", "")


def _failed_mails(now: datetime) -> Section:
    found = failed_mails(now)
    items = []
    if found.rejected:
        words = ngettext(
            "%(n)s E-Mail wurde abgelehnt", "%(n)s E-Mails wurden abgelehnt", found.rejected
        )
        items.append(_mails(MailState.REJECTED, words % {"n": found.rejected}))
    if found.uncertain:
        words = ngettext(
            "Bei %(n)s E-Mail ist ungewiss, ob sie ankam",
            "Bei %(n)s E-Mails ist ungewiss, ob sie ankamen",
            found.uncertain,
        )
        items.append(_mails(MailState.UNCERTAIN, words % {"n": found.uncertain}))
    empty = _("Nichts zu tun: Keine E-Mail kam zurück, keine ist ungewiss.")
    count = found.rejected + found.uncertain
    return Section("failed-mails", _("E-Mails, die nicht ankamen"), tuple(items), empty, count)


def _mails(state: MailState, label: str) -> Item:
    return Item(f"{reverse('outbox')}?state={state.value}", label)


def _held_dispatches() -> Section:
    found = held_dispatches()
    items = tuple(
        Item(
            reverse("course_mails", args=[each.course.pk]),
            _name(each.course),
            explain_problem(each.problem).message if each.problem else "",
        )
        for each in found[:_LISTED]
    )
    empty = _("Nichts zu tun: Kein Versand wird aufgehalten.")
    return Section(
        "held-dispatches", _("Angehaltener Versand"), items, empty, len(found), len(found)
    )


def _letters(actor: Actor) -> Section:
    count = letters_to_print()
    url = reverse("letters") if actor.may(Right.EDIT) else _mails(MailState.TO_PRINT, "").url
    words = ngettext("%(n)s Brief ist zu drucken", "%(n)s Briefe sind zu drucken", count)
    items = (Item(url, words % {"n": count}),) if count else ()
    return Section("letters", _("Briefe"), items, _("Nichts zu tun: Kein Brief ist offen."), count)


def board_of(on: date) -> str:
    """The board of the week of a day."""
    return f"{reverse('licence_board')}?{urlencode({'view': 'week', 'date': on.isoformat()})}"
