"""Letters for people without an e-mail address that nobody has printed."""

from kurslink.models import MailMessage, MailState


def letters_to_print() -> int:
    """How many; one query."""
    return MailMessage.objects.filter(state=MailState.TO_PRINT, is_test=False).count()
