"""How dates are written: „Di 03.08.2021", in English "Tue 3 Aug 2021", which nobody mistakes."""

from datetime import date

from django.utils.dateformat import format as written
from django.utils.translation import gettext as _


def in_full(value: date) -> str:
    """„Di 03.08.2021"."""
    return written(value, _("D d.m.Y"))


def without_year(value: date) -> str:
    """„Di 03.08.", where the year is plain."""
    return written(value, _("D d.m."))


def weekday(value: date) -> str:
    """„Di"."""
    return written(value, "D")


def of_month(value: date) -> str:
    """„03.08.", as the first of a span."""
    return written(value, _("d.m."))


def of_year(value: date) -> str:
    """„03.08.2021", as the last of a span."""
    return written(value, _("d.m.Y"))
