"""What is wrong with a text before anybody gets it: variables, and links only a host may have."""

from collections.abc import Iterator

from kurslink.models import Audience, MailFormat, MailTemplate
from kurslink.planning.host_link import HOST_TOKEN, makes_host
from kurslink.planning.variables import (
    PLAIN,
    Fault,
    FaultKind,
    Notation,
    Placeholder,
    find_faults,
    likely_meant,
    parse,
)
from kurslink.planning.variables_in_html import HTML
from kurslink.services.entered_texts import label_of
from kurslink.services.errors import Refusal, RefusalCode
from kurslink.services.mails.rendering import MailText
from kurslink.services.rights import Right
from kurslink.services.variables.in_mails import FOR_HOSTS_ONLY, mail_variables
from kurslink.services.variables.known import BY_NAME


def find_problems(text: MailText, audience: Audience) -> tuple[Refusal, ...]:
    """Every reason not to send `text` to `audience`, in order; subject first.

    Their data name the form field as `attribute` and the place as `line` and `position`, from 1.
    """
    return tuple(_problems(text, audience))


def require_sendable(text: MailText, audience: Audience) -> None:
    """Raise the first of `find_problems`; what passes can be rendered with every value there is."""
    for problem in find_problems(text, audience):
        raise problem


def _problems(text: MailText, audience: Audience) -> Iterator[Refusal]:
    of_body = HTML if text.format == MailFormat.HTML else PLAIN
    yield from _of_field("subject", text.subject, PLAIN, audience)
    yield from _secrets_of_subject(text.subject)
    yield from _of_field("body", text.body, of_body, audience)


def _secrets_of_subject(subject: str) -> Iterator[Refusal]:
    """Lists show subjects to people who may not see passcodes: in mailboxes, and in our outbox."""
    for part in parse(subject):
        if isinstance(part, Placeholder) and _is_secret(part.name):
            yield Refusal(
                RefusalCode.MAIL_SECRET_IN_SUBJECT,
                name=part.name,
                field=label_of(MailTemplate, "subject"),
                attribute="subject",
                **_place(subject, part.position),
            )


def _is_secret(name: str) -> bool:
    return name in BY_NAME and BY_NAME[name].right is not Right.VIEW


def _of_field(
    attribute: str, content: str, notation: Notation, audience: Audience
) -> Iterator[Refusal]:
    known = [each.name for each in mail_variables(audience)]
    field = label_of(MailTemplate, attribute)
    for fault in find_faults(content, known, notation):
        place = _place(content, fault.position)
        yield _problem(fault, known, field=field, attribute=attribute, **place)
    if makes_host(content):
        place = _place(content, content.casefold().index(HOST_TOKEN))
        yield Refusal(RefusalCode.MAIL_HOST_LINK, field=field, attribute=attribute, **place)


def _place(content: str, position: int) -> dict[str, int]:
    before = content[:position]
    start = before.rfind("\n") + 1
    return {"line": before.count("\n") + 1, "position": position - start + 1}


def _problem(fault: Fault, known: list[str], **where: object) -> Refusal:
    wanted = fault.name.strip().upper()
    if fault.kind is FaultKind.BROKEN:
        meant = likely_meant(wanted, known) or wanted
        return Refusal(RefusalCode.MAIL_VARIABLE_BROKEN, name=fault.name, meant=meant, **where)
    if wanted in FOR_HOSTS_ONLY:
        return Refusal(RefusalCode.MAIL_VARIABLE_FOR_HOSTS, name=wanted, **where)
    if wanted in BY_NAME and wanted not in known:
        return Refusal(RefusalCode.MAIL_VARIABLE_OF_ENROLMENT, name=wanted, **where)
    if likely := likely_meant(wanted, known):
        return Refusal(RefusalCode.MAIL_VARIABLE_MISSPELT, name=fault.name, meant=likely, **where)
    return Refusal(RefusalCode.MAIL_VARIABLE_UNKNOWN, name=fault.name, **where)
