"""The columns of „Versand"."""

from django.template.loader import get_template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as translate
from django.utils.translation import gettext_lazy as _

from kurslink.web.lists.columns import Column, Listing
from kurslink.web.mail_lines import MailLine
from kurslink.web.tags import mail_address, mail_state, moment


def _state(line: MailLine) -> str:
    return str(line.mail.get_state_display())


def _state_cell(line: MailLine) -> SafeString:
    badge = get_template("state.html").render(mail_state(line.mail.state))
    return format_html('{}<span class="kern-sr-only"> {}</span>', badge, line.mail.to_name)


def _recipient(line: MailLine) -> str:
    return line.mail.to_name or ("" if line.mail.to_address else translate("gelöschte Person"))


def _recipient_cell(line: MailLine) -> SafeString:
    mail = line.mail
    if mail.to_address:
        address = mail_address(mail.to_address)
        return format_html('{}<br><span class="muted">{}</span>', mail.to_name, address)
    shown = "{}" if mail.to_name else '<span class="muted">{}</span>'
    return format_html(shown, _recipient(line))


def _subject(line: MailLine) -> str:
    return line.mail.subject or str(line.mail.get_area_display())


def _subject_cell(line: MailLine) -> str:
    return get_template("outbox/subject.html").render({"line": line, "mail": line.mail})


def _course(line: MailLine) -> str:
    return line.mail.course.number if line.mail.course else ""


def _course_cell(line: MailLine) -> SafeString | str:
    if line.mail.course is None:
        return ""
    url = reverse("course_mails", args=[line.mail.course.pk])
    return format_html('<a href="{}">{}</a>', url, line.mail.course.number)


def _when_cell(line: MailLine) -> SafeString:
    placed = format_html("{}", moment(line.mail.placed_at))
    if line.waits_until is None:
        return placed
    waits = translate("ab %(when)s") % {"when": moment(line.waits_until)}
    return format_html('{} <br><span class="muted">{}</span>', placed, waits)


MAILS = Listing[MailLine](
    name="mails",
    title=_("Versand"),
    sort="-when",
    ties=("-placed_at", "-pk"),
    columns=(
        Column("state", _("Stand"), _state, _state_cell, order="state", fixed=True),
        Column(
            "recipient",
            _("Empfänger"),
            _recipient,
            _recipient_cell,
            order="to_name",
            style="breakable recipient",
        ),
        Column(
            "address",
            _("E-Mail"),
            lambda line: line.mail.to_address,
            order="to_address",
            usual=False,
        ),
        Column("subject", _("Betreff"), _subject, _subject_cell, order="subject"),
        Column("number", _("Kurs"), _course, _course_cell, order="course__number_key"),
        Column(
            "when",
            _("Wann"),
            lambda line: moment(line.mail.placed_at),
            _when_cell,
            order="placed_at",
            style="date",
        ),
        Column(
            "problem",
            _("Grund"),
            lambda line: line.problem.message if line.problem else "",
            usual=False,
        ),
        Column(
            "placed_by",
            _("durch"),
            lambda line: line.placed_by,
            order="placed_by",
            usual=False,
        ),
    ),
)
