"""Whether mails can leave: the server, the sender's address, and mails nobody got."""

from collections.abc import Iterator

from kurslink.mail.connection import Patience
from kurslink.mail.errors import MailError
from kurslink.mail.server import Server
from kurslink.models import Institution, MailMessage, MailState
from kurslink.services.doctor.codes import Area, FindingCode
from kurslink.services.doctor.finding import Finding, Verdict, found, refused
from kurslink.services.doctor.visit import Visit
from kurslink.services.errors import Refusal
from kurslink.services.mails.outgoing import mail_server, open_delivery, sender_of
from kurslink.services.words.sentences import explain

_STEP, _TOTAL = 3.0, 6.0  # seconds: somebody waits for the report


def look(_visit: Visit) -> Iterator[Finding]:
    """The way to the server as far as the login; without a server nothing else is looked at."""
    try:
        server = mail_server()
    except Refusal as refusal:
        yield refused(Area.MAIL, Verdict.WARNING, explain(refusal))
        return
    yield _try(server)
    yield from _sender()
    yield from _undelivered()


def _try(server: Server) -> Finding:
    try:
        with open_delivery(server, patience=Patience(step=_STEP, total=_TOTAL)) as delivery:
            delivery.log_in()
    except MailError as error:
        return refused(Area.MAIL, Verdict.FAILED, explain(error))
    code = FindingCode.MAIL_FINE if server.user else FindingCode.MAIL_FINE_WITHOUT_LOGIN
    return found(Area.MAIL, Verdict.OK, code, server=server)


def _sender() -> Iterator[Finding]:
    try:
        sender_of(Institution.load())
    except Refusal as refusal:
        yield refused(Area.MAIL, Verdict.FAILED, explain(refusal))


def _undelivered() -> Iterator[Finding]:
    """Mails nobody has repeated or settled yet."""
    for state, code in (
        (MailState.REJECTED, FindingCode.MAILS_REJECTED),
        (MailState.UNCERTAIN, FindingCode.MAILS_UNCERTAIN),
    ):
        count = MailMessage.objects.filter(state=state, repetitions=None).count()
        if count:
            yield found(Area.MAIL, Verdict.WARNING, code, count=count)
