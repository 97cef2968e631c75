"""Words templates use: dates and times, states with their icons."""

from datetime import date, datetime, time
from typing import NamedTuple, Protocol

from django import template
from django.db.models import Model
from django.forms import BoundField
from django.template import Context
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from kurslink.models import DispatchState, MailState, OrderState, ZoomState
from kurslink.services.journal.lines import latest_of as lines_of_latest
from kurslink.services.journal.subjects import subject_of
from kurslink.services.request_number import request_number
from kurslink.services.rights import Right
from kurslink.services.staff_names import StaffNames
from kurslink.services.transfer_course import TransferStatus
from kurslink.services.words import dates
from kurslink.services.words.result_words import ORDER_WORDS
from kurslink.web.day_words import Words, span
from kurslink.web.page_help import place_address

register = template.Library()


class Look(NamedTuple):
    """How a state is shown: never by colour alone."""

    tone: str
    icon: str


_LOOKS = {
    ZoomState.NOT_ONLINE: Look("quiet", ""),
    ZoomState.OTHER_SOFTWARE: Look("quiet", "open-in-new"),
    ZoomState.NOT_TRANSFERRED: Look("info", "drive-folder-upload"),
    ZoomState.WAITING: Look("info", "calendar-today"),
    ZoomState.RUNNING: Look("info", "autorenew"),
    ZoomState.TRANSFERRED: Look("success", "success"),
    ZoomState.CHANGED: Look("warning", "autorenew"),
    ZoomState.DIFFERENCE: Look("warning", "warning"),
    ZoomState.CHANGED_AT_ZOOM: Look("warning", "warning"),
    ZoomState.UNKNOWN: Look("warning", "help"),
    ZoomState.FAILED: Look("danger", "danger"),
    ZoomState.GONE: Look("danger", "delete"),
    ZoomState.ENDED: Look("quiet", "check"),
    ZoomState.CANCELLED: Look("quiet", "close"),
}


@register.filter
def day(value: date | None) -> str:
    """„Di 03.08.2021", empty for no date."""
    return dates.in_full(value) if value else ""


register.simple_tag(request_number)

register.filter("weekday", dates.weekday)
register.filter("short_day", dates.without_year)


@register.filter
def clock(value: time | datetime | None) -> str:
    """„16:30", empty for no time."""
    return f"{value:%H:%M}" if value else ""


@register.filter
def moment(value: datetime | None) -> str:
    """„Di 03.08.2021, 16:30" in the institution's time zone, empty for none."""
    if value is None:
        return ""
    local = localtime(value)
    return _("%(day)s, %(clock)s") % {"day": day(local), "clock": clock(local)}


register.filter("span", span)


@register.filter
def meeting_number(value: str | int | None) -> str:
    """A meeting ID in groups as Zoom shows it: „830 1964 2761"."""
    digits = str(value or "")
    return f"{digits[:3]} {digits[3:-4]} {digits[-4:]}" if digits.isdecimal() else digits


@register.inclusion_tag("state.html")
def zoom_state(value: str, detail: str = "") -> dict[str, object]:
    """The badge of a course's Zoom state; `detail` is added to its label."""
    state = ZoomState(value)
    return {"label": state.label, "detail": detail, "look": _LOOKS[state]}


_ORDER_LOOKS: dict[str, Look] = {
    OrderState.WAITING: Look("info", "calendar-today"),
    OrderState.RUNNING: Look("info", "autorenew"),
    OrderState.CANCELLED: Look("quiet", "close"),
    TransferStatus.SCHEDULED: Look("info", "calendar-today"),
    TransferStatus.TRANSFERRED: Look("success", "success"),
    TransferStatus.UNCHANGED: Look("quiet", "check"),
    TransferStatus.DIFFERENCE: Look("warning", "warning"),
    TransferStatus.UNKNOWN: Look("warning", "help"),
    TransferStatus.WITHDRAWN: Look("quiet", "delete"),
}


@register.inclusion_tag("state.html")
def order_state(key: str) -> dict[str, object]:
    """The badge of an order; `key` is one of ORDER_WORDS."""
    look = _ORDER_LOOKS.get(key, Look("danger", "danger"))
    return {"label": ORDER_WORDS[key], "detail": "", "look": look}


_MAIL_LOOKS = {
    MailState.WAITING: Look("info", "calendar-today"),
    MailState.HANDED_OVER: Look("info", "autorenew"),
    MailState.SENT: Look("success", "success"),
    MailState.REJECTED: Look("danger", "danger"),
    MailState.UNCERTAIN: Look("warning", "help"),
    MailState.CANCELLED: Look("quiet", "close"),
    MailState.TO_PRINT: Look("info", "draft"),
    MailState.PRINTED: Look("quiet", "check"),
}


@register.inclusion_tag("state.html")
def mail_state(value: str) -> dict[str, object]:
    """The badge of a mail or letter."""
    state = MailState(value)
    return {"label": state.label, "detail": "", "look": _MAIL_LOOKS[state]}


_DISPATCH_LOOKS = {
    DispatchState.PLANNED: Look("info", "calendar-today"),
    DispatchState.HELD: Look("warning", "warning"),
    DispatchState.DONE: Look("success", "success"),
    DispatchState.CANCELLED: Look("quiet", "close"),
}


@register.inclusion_tag("state.html")
def dispatch_state(value: str) -> dict[str, object]:
    """The badge of a dispatch."""
    state = DispatchState(value)
    return {"label": state.label, "detail": "", "look": _DISPATCH_LOOKS[state]}


@register.simple_tag
def icon(name: str) -> str:
    """A symbol of the design system; the words beside it carry the meaning."""
    return format_html('<span class="kern-icon kern-icon--{}" aria-hidden="true"></span>', name)


@register.simple_tag
def mark(tone: str, symbol: str) -> str:
    """A symbol in the colour of a state, for words that stand beside it without a badge."""
    return format_html(
        '<span class="mark mark--{} kern-icon kern-icon--{}" aria-hidden="true"></span>',
        tone,
        symbol,
    )


@register.simple_tag
def worded(words: Words) -> str:
    """A state in words, its symbol before them."""
    sign = mark(words.tone, words.symbol) if words.symbol else ""
    return format_html("{} {}", sign, words.text)


_NOTICES = {
    "error": Look("danger", "danger"),
    "warning": Look("warning", "warning"),
    "success": Look("success", "success"),
}


@register.inclusion_tag("notice.html")
def notice(level: str, text: str, hint: str = "") -> dict[str, str]:
    """A message in a box; `level` is error, warning, success or info."""
    look = _NOTICES.get(level, Look("info", "info"))
    return {"tone": look.tone, "symbol": look.icon, "text": text, "hint": hint}


_LICENCES = "fragen#genügt-eine-education-lizenz"
_ALTERNATIVES = "fragen#wer-darf-ein-meeting-außer-dem-host-starten"
EXPLAINED = {
    "scheduling-not-allowed": "fragen#was-bedeutet-kein-ernannter-planer",
    "not-licensed": _LICENCES,
    "no_licence": _LICENCES,
    "no_licensed_user": _LICENCES,
    "only_basic": _LICENCES,
    "login_demanded": "fragen#brauchen-teilnehmende-ein-zoom-konto",
    "host_not_licensed": _ALTERNATIVES,
    "alternatives_refused": _ALTERNATIVES,
    "alternative-host-refused": _ALTERNATIVES,
}
"""Where the handbook says more about an error, by its code."""


@register.inclusion_tag("help/link.html")
def help_link(code: str) -> dict[str, str]:
    """A way to what the handbook says about an error; nothing for other errors."""
    place = EXPLAINED.get(code)
    return {"address": place_address(place) if place else ""}


@register.filter
def mail_address(address: str) -> SafeString:
    """An address of mail that may go on in the next line before its @; a dash for none."""
    parts = ((part,) for part in address.split("@"))
    return format_html_join(mark_safe("<wbr>@"), "{}", parts) if address else mark_safe("–")


@register.simple_tag(takes_context=True)
def who(context: Context, reference: str) -> str:
    """The name of who is stored as `reference`; one query for a page, however many it names."""
    request = context["request"]
    if not hasattr(request, "kurslink_staff"):
        request.kurslink_staff = StaffNames()
    return str(request.kurslink_staff.called(reference))


@register.inclusion_tag("journal/box.html", takes_context=True)
def latest_of(context: Context, thing: Model) -> dict[str, object]:
    """„Verlauf" of a person or Zugang: the few latest entries, and the way to all of them."""
    actor, about = context["actor"], subject_of(thing)
    return {
        "lines": lines_of_latest(thing, actor=actor),
        "address": f"{about.kind}:{about.id}",
        "may_see_all": actor.may(Right.JOURNAL),
    }


@register.simple_tag(takes_context=True)
def without(context: Context, name: str) -> str:
    """The address's parameters without `name`, from the first page."""
    query = context["request"].GET.copy()
    query.pop(name, None)
    query.pop("page", None)
    return str(query.urlencode())


class Ordered(Protocol):
    """How a list is sorted now."""

    @property
    def order(self) -> str:
        """The column."""

    @property
    def is_descending(self) -> bool:
        """Whether the last comes first."""


@register.simple_tag(takes_context=True)
def sorted_by(context: Context, chosen: Ordered, name: str) -> str:
    """The address's parameters sorted by `name`, the other way round if it already is."""
    query = context["request"].GET.copy()
    query.pop("page", None)
    turned = chosen.order == name and not chosen.is_descending
    query["sort"] = f"-{name}" if turned else name
    return str(query.urlencode())


@register.filter
def shown(field: BoundField) -> str:
    """A field's value as text, for people who may not change it now."""
    value = field.value()
    if isinstance(value, bool):
        return _("ja") if value else _("nein")
    if choices := getattr(field.field, "choices", None):
        chosen = {str(each) for each in value or ()} if _is_many(value) else {str(value)}
        return ", ".join(str(label) for key, label in choices if key and str(key) in chosen)
    return field.field.widget.format_value(value) or ""


def _is_many(value: object) -> bool:
    return isinstance(value, list | tuple | set | frozenset)


@register.filter
def local_part(email: str) -> str:
    """The part of an e-mail address before its @: enough to tell licences apart in a list."""
    return email.partition("@")[0]


@register.filter
def kind(field: BoundField) -> str:
    """Which of our field layouts a form field gets."""
    widget = field.widget_type
    return widget if widget in ("checkbox", "select", "checkboxselectmultiple") else "input"
