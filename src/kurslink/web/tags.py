"""Words templates use: German dates and times, states."""

from datetime import date, time

from django import template

register = template.Library()

WEEKDAYS = ("Mo", "Di", "Mi", "Do", "Fr", "Sa", "So")


@register.filter
def day(value: date | None) -> str:
    """„Di 03.08.2021", empty for no date."""
    return f"{WEEKDAYS[value.weekday()]} {value:%d.%m.%Y}" if value else ""


@register.filter
def clock(value: time | None) -> str:
    """„16:30", empty for no time."""
    return f"{value:%H:%M}" if value else ""
