"""Deletes a text of the office for mails; without a default one the standard text is used."""

from django.db import transaction
from django.db.models import Q

from kurslink.models import Dispatch, DispatchState, Event, MailTemplate
from kurslink.services.errors import Refusal, RefusalCode
from kurslink.services.journal.record import record
from kurslink.services.rights import Actor, Right

_NOT_YET_SENT = (DispatchState.PLANNED, DispatchState.HELD)


@transaction.atomic
def delete_mail_template(template: MailTemplate, *, actor: Actor) -> None:
    """Delete `template`, unless something planned would be sent with another text then.

    Raises Refusal(MAIL_TEMPLATE_IN_USE) naming the courses.
    """
    actor.require(Right.SETTINGS)
    chosen = Q(participants_template=template) | Q(instructors_template=template)
    planned = Dispatch.objects.filter(chosen, state__in=_NOT_YET_SENT)
    numbers = sorted(set(planned.values_list("course__number", flat=True)))
    if numbers:
        raise Refusal(RefusalCode.MAIL_TEMPLATE_IN_USE, name=template.name, courses=numbers)
    record(actor, Event.TEMPLATE_DELETED, template)
    template.delete()
