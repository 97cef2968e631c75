"""What the journal says of mails: which one, about what; never to which address, nor its text."""

from collections.abc import Iterable

from kurslink.models import Event, MailMessage
from kurslink.services.journal.record import record_many
from kurslink.services.rights import Actor


def about_people(mails: Iterable[MailMessage], **conditions: object) -> list[MailMessage]:
    """Those of `mails` for which `conditions` hold, locked, with whom they are for."""
    chosen = MailMessage.objects.filter(pk__in=[mail.pk for mail in mails], **conditions)
    chosen = chosen.select_related("enrolment", "course").select_for_update(of=("self",))
    return list(chosen.order_by("pk"))


def record_mails(
    actor: Actor, event: Event, mails: Iterable[MailMessage], **values: object
) -> None:
    """An entry for each; needs the transaction of the change."""
    record_many(actor, event, ((mail, _values(mail) | values) for mail in mails))


def _values(mail: MailMessage) -> dict[str, object]:
    values = {"mail": mail.pk, "area": mail.area}
    return values | {"is_test": True} if mail.is_test else values
