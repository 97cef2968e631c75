"""The second factor: of whom it is asked, who has one, and taking it back from who lost it."""

from datetime import datetime

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from kurslink.models import Event, Institution, SecondFactorRule, User
from kurslink.services.journal.record import record, record_changes
from kurslink.services.mails.account_mail import write_account_mail
from kurslink.services.rights import Actor, Right
from kurslink.services.words.catalogue.account_mails import AccountMail

FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
"""What counts; recovery codes only stand in for one of these."""


def set_second_factor_rule(rule: SecondFactorRule, *, actor: Actor) -> None:
    """From now on those the rule includes get no further without a second factor."""
    actor.require(Right.SETTINGS)
    with transaction.atomic():
        row = Institution.load()
        before, after = {"second_factor": row.second_factor}, {"second_factor": rule.value}
        Institution.objects.filter(pk=1).update(second_factor=rule)
        record_changes(actor, Event.SETTINGS_CHANGED, row, before, after)


def has_second_factor(user: User) -> bool:
    """Whether the person has set one up."""
    return bool(Authenticator.objects.filter(user=user, type__in=FACTORS).exists())


def with_second_factor(users: QuerySet[User]) -> QuerySet[User]:
    """`users`, each with `has_factor`."""
    factors = Authenticator.objects.filter(user=OuterRef("pk"), type__in=FACTORS)
    return users.annotate(has_factor=Exists(factors))


def reset_second_factor(user: User, *, actor: Actor, now: datetime) -> bool:
    """Whether there was one; it and the recovery codes are gone, sessions end, they are told."""
    actor.require(Right.SETTINGS)
    with transaction.atomic():
        held = User.objects.select_for_update().get(pk=user.pk)
        there_was, _each = Authenticator.objects.filter(user=held).delete()
        if there_was:
            held.session_round += 1
            held.save(update_fields=["session_round"])
            record(actor, Event.USER_FACTOR_REMOVED, held)
            write_account_mail(AccountMail.SECOND_FACTOR_RESET, held, now=now, by=actor)
    return bool(there_was)
