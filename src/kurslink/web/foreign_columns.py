"""The columns of „Meetings ohne Kurs"."""

from django.template.loader import get_template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from kurslink.services.foreign.listing import ForeignLine
from kurslink.services.words.describe_standing import describe_standing
from kurslink.web.lists.columns import Column, Listing
from kurslink.web.tags import day, local_part, meeting_number, moment


def _topic(line: ForeignLine) -> str:
    return line.meeting.topic or "–"


def _topic_cell(line: ForeignLine) -> SafeString:
    number = meeting_number(line.meeting.zoom_meeting_id)
    return format_html('{} <br><span class="muted nowrap">{}</span>', _topic(line), number)


def _start_cell(line: ForeignLine) -> str:
    return get_template("foreign/start.html").render({"foreign": line.meeting})


def _host_cell(line: ForeignLine) -> SafeString:
    host = line.meeting.host
    return format_html('<span title="{}">{}</span>', host, local_part(host.email))


def _origin_cell(line: ForeignLine) -> SafeString | str:
    if line.course is None:
        return describe_standing(line)
    url = reverse("course", args=[line.course.pk])
    return format_html('<a href="{}">{}</a>', url, describe_standing(line))


def _host_and_account_cell(line: ForeignLine) -> SafeString:
    account = line.meeting.account
    named = '{}<br><span class="muted" title="{}">{}</span>'
    return format_html(named, _host_cell(line), account, local_part(account.email))


def foreign_list(*, several_accounts: bool) -> Listing[ForeignLine]:
    """The list; of several Zugänge each line names its own."""
    host = _host_and_account_cell if several_accounts else _host_cell
    return Listing(
        name="foreign",
        title=_("Meetings ohne Kurs"),
        sort="start",
        columns=(
            Column(
                "topic",
                _("Thema, Meeting-ID"),
                _topic,
                _topic_cell,
                order="topic",
                style="col-title",
                fixed=True,
            ),
            Column(
                "id",
                _("Meeting-ID"),
                lambda line: meeting_number(line.meeting.zoom_meeting_id),
                order="zoom_meeting_id",
                usual=False,
            ),
            Column(
                "start",
                _("Beginn"),
                lambda line: moment(line.meeting.starts_at),
                _start_cell,
                order="starts_at",
                style="date",
            ),
            Column(
                "host", _("Host"), lambda line: line.meeting.host.email, host, order="host__email"
            ),
            Column(
                "account",
                _("Zugang"),
                lambda line: line.meeting.account.email,
                order="account__email",
                usual=False,
            ),
            Column("origin", _("Herkunft"), describe_standing, _origin_cell, style="origin"),
            Column(
                "seen",
                _("Gesehen"),
                lambda line: day(line.meeting.seen_at),
                order="seen_at",
                style="date",
            ),
        ),
    )
