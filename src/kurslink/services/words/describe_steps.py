"""The sentence for each step, as preview, result and history show it."""

from datetime import datetime

from django.utils.translation import gettext as _

from kurslink.planning.changes import Move, Remove
from kurslink.planning.days import Day
from kurslink.planning.plan import Meeting as Shape
from kurslink.planning.plan import NoFixedTime, Recurring, Single
from kurslink.planning.series import Daily, Rule
from kurslink.planning.update import Rebuild
from kurslink.services.transfer.meeting_settings import ALTERNATIVES_NOTIFIED
from kurslink.services.transfer.steps import (
    ChangeDetails,
    ChangeHost,
    CreateMeeting,
    DeleteMeeting,
    Step,
)
from kurslink.services.words.catalogue.meeting_settings import NAMES as SETTING_NAMES
from kurslink.services.words.sentences import WEEKDAYS, in_words


def describe(step: Step) -> str:
    """One German sentence without a name of ours or Zoom's in it."""
    match step:
        case CreateMeeting(shape):
            sentence = _("Meeting anlegen: {shape}").format(shape=_shape(shape))
        case DeleteMeeting(int(other)):
            sentence = _("Zweites Meeting {number} löschen").format(number=other)
        case DeleteMeeting():
            sentence = _("Meeting löschen")
        case Rebuild(shape):
            sentence = _("Termine neu aufbauen: {shape}").format(shape=_shape(shape))
        case Move(occurrence, to):
            sentence = _moved(occurrence, to)
        case Remove(occurrence):
            sentence = _("Termin entfernen: {when}").format(when=in_words(occurrence))
        case ChangeHost(email):
            sentence = _("Host wechseln zu {email}").format(email=email)
        case ChangeDetails():
            sentence = _details(step)
    return sentence


def _moved(occurrence: datetime, to: Day) -> str:
    if occurrence == to.start:
        sentence = _("Dauer ändern: {old} dauert {minutes} Minuten")
    else:
        sentence = _("Termin verschieben: {old} auf {new}, {minutes} Minuten")
    return sentence.format(old=in_words(occurrence), new=in_words(to.start), minutes=to.duration)


def _details(step: ChangeDetails) -> str:
    names = {
        "topic": _("Thema"),
        "alternatives": _("Alternativen"),
        "agenda": _("Kennzeichen von Kurslink"),
    }
    changed = [name for key, name in names.items() if getattr(step, key) is not None]
    settings = set(step.settings or ())
    if step.alternatives is not None:
        settings.discard(ALTERNATIVES_NOTIFIED)  # sent along, so that Zoom mails nobody
    changed += [str(name) for key, name in SETTING_NAMES.items() if key in settings]
    return _("Angaben ändern: {fields}").format(fields=", ".join(changed))


def _shape(shape: Shape) -> str:
    match shape:
        case Single(day):
            return _("ein Termin am {when}, {minutes} Minuten").format(
                when=in_words(day.start), minutes=day.duration
            )
        case Recurring(series=series):
            return _("{rhythm}, {count} Termine ab {when}, je {minutes} Minuten").format(
                rhythm=rhythm(series.rule),
                count=series.count,
                when=in_words(series.first),
                minutes=series.duration,
            )
        case NoFixedTime(days):
            return _("ein Link ohne feste Zeiten für {count} Kurstage").format(count=len(days))


def rhythm(rule: Rule) -> str:
    """A rule in words: „jede Woche Di, Do", „alle 3 Tage"."""
    if isinstance(rule, Daily):
        if rule.interval == 1:
            return _("täglich")
        return _("alle {interval} Tage").format(interval=rule.interval)
    days = ", ".join(str(WEEKDAYS[weekday - 1]) for weekday in sorted(rule.weekdays))
    if rule.interval == 1:
        return _("jede Woche {days}").format(days=days)
    return _("alle {interval} Wochen {days}").format(interval=rule.interval, days=days)
