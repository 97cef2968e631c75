"""The periods of deletion, in words."""

from django.utils.translation import gettext as _

from kurslink.models import Retention

_AFTER_COURSE = ("access_days", "participant_days")
_AFTER_ENTRY = ("mail_text_days", "mail_line_days", "history_days")


def describe_periods(periods: Retention) -> list[str]:
    """A line for each kind of data: how long it is kept."""
    return [f"{_label(name)}: {_length(periods, name)}" for name in _AFTER_COURSE + _AFTER_ENTRY]


def _label(name: str) -> str:
    return str(Retention._meta.get_field(name).verbose_name)  # type: ignore[union-attr]  # a plain column


def _length(periods: Retention, name: str) -> str:
    days = getattr(periods, name)
    if days is None:
        return _("ohne Frist")
    if name in _AFTER_COURSE:
        one, many = _("1 Tag nach dem letzten Kurstag"), _("{n} Tage nach dem letzten Kurstag")
    else:
        one, many = _("1 Tag"), _("{n} Tage")
    return one if days == 1 else many.format(n=days)
