"""Adds a person who may sign in."""

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction

from kurslink.models import Event, Role, User
from kurslink.services.entered_texts import require_fits
from kurslink.services.errors import Refusal, RefusalCode
from kurslink.services.journal.record import record
from kurslink.services.rights import Actor, Right


def add_user(
    email: str, *, name: str, role: Role, password: str, actor: Actor, phone: str = ""
) -> User:
    """A saved user. Raises Refusal for a bad address, a weak password, or a second one."""
    actor.require(Right.SETTINGS)
    require_fits(User, "phone", phone)
    try:
        validate_email(email)
    except ValidationError:
        raise Refusal(RefusalCode.EMAIL_INVALID, email=email) from None
    try:
        validate_password(password)
    except ValidationError as weak:
        raise Refusal(RefusalCode.PASSWORD_WEAK, reasons=weak.messages) from None
    try:
        with transaction.atomic():
            user = User.objects.create_user(email, password, name=name, role=role, phone=phone)
            record(actor, Event.USER_CREATED, user, role=role)
            return user
    except IntegrityError:
        raise Refusal(RefusalCode.USER_EXISTS, email=email) from None
