"""What forms of several services check alike: lengths and addresses, refused at their field."""

from django.db.models import Model

from kurslink.services.errors import Refusal, RefusalCode
from kurslink.sources.email_address import is_email_address


def require_fits(
    model: type[Model], attribute: str, text: str, *, limit: int | None = None
) -> None:
    """Raise Refusal(TEXT_TOO_LONG) if `text` is longer than its column, or than `limit`."""
    most = limit or model._meta.get_field(attribute).max_length  # type: ignore[union-attr]  # a plain column
    if most is not None and len(text) > most:
        field, count = label_of(model, attribute), len(text)
        raise Refusal(
            RefusalCode.TEXT_TOO_LONG, field=field, count=count, limit=most, attribute=attribute
        )


def require_email(text: str, *, attribute: str) -> None:
    """Raise Refusal(EMAIL_INVALID) unless `text` is an address or empty."""
    if text and not is_email_address(text):
        raise Refusal(RefusalCode.EMAIL_INVALID, email=text, attribute=attribute)


def label_of(model: type[Model], attribute: str) -> str:
    """What people call the column."""
    return str(model._meta.get_field(attribute).verbose_name)  # type: ignore[union-attr]  # a plain column
