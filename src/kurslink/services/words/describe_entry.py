"""Turns entries of the journal into German sentences, with what was changed under them."""

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db.models import Field, Model
from django.utils.translation import gettext as _

from kurslink.models import (
    Course,
    CourseDay,
    Enrolment,
    Event,
    Institution,
    Instructor,
    JournalEntry,
    MailArea,
    MailSettings,
    MailTemplate,
    MeetingProfile,
    OnlineDetails,
    Participant,
    ProxySettings,
    Retention,
    Role,
    Software,
    User,
    ZoomAccount,
)
from kurslink.services.errors import RefusalCode
from kurslink.services.journal.names import Names, teachers_named
from kurslink.services.words.catalogue import journal, meeting_settings, refusals, zoom
from kurslink.services.words.sentences import in_words

_COLUMNS: dict[str, tuple[type[Model], ...]] = {
    "course": (Course, CourseDay, OnlineDetails),
    "enrolment": (Enrolment,),
    "person": (Participant, Instructor),
    "account": (ZoomAccount, MeetingProfile),
    "template": (MailTemplate,),
    "settings": (Software, Institution, MailSettings, ProxySettings, Retention),
    "user": (User,),
}
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_TIME = re.compile(r"\d{2}:\d{2}:\d{2}")


def describe_entry(entry: JournalEntry, names: Names) -> str:
    """Who did what to whom, as one sentence."""
    sentence = journal.SENTENCES.get(entry.event)
    if entry.course_id is not None:
        sentence = journal.IN_A_COURSE.get(entry.event, sentence)
    if sentence is None:
        return _("{who}: {event}").format(who=names.actor(entry), event=entry.event)
    subject = names.subject(entry)
    if entry.event == Event.SETTINGS_CHANGED:
        subject = str(journal.SETTINGS.get(entry.label, entry.label))
    return str(sentence).format(
        who=names.actor(entry), subject=subject, course=entry.label or _("ohne Nummer")
    )


def describe_details(entry: JournalEntry, names: Names) -> Iterator[str]:
    """What the sentence leaves out: which fields, from what to what, how many, why."""
    values: Mapping[str, Any] = entry.values
    topic = entry.event.partition(".")[0]
    if change := journal.DAY_CHANGES.get(str(values.get("change"))):
        yield str(change)
    if isinstance(changed := values.get("changed"), Mapping):
        for name, (old, new) in changed.items():
            yield _changed(_field(topic, name), name, old, new)
    if fields := values.get("fields"):
        labels = ", ".join(_label(_field(topic, name), name) for name in fields)
        yield _("Geändert, ohne den Inhalt festzuhalten: {fields}").format(fields=labels)
    for person in teachers_named(entry):
        is_new = person in values.get("added", ())
        taught = _("hinzugefügt: {name}") if is_new else _("entfernt: {name}")
        yield taught.format(name=names.instructor(person))
    for name, sentence in journal.DETAILS.items():
        value = values.get(name)
        if value not in (None, "", [], 0) and not isinstance(value, Mapping | bool):
            yield str(sentence).format(value=_value(name, value))
    if reason := values.get("reason"):
        yield _("Grund: {reason}").format(reason=_reason(str(reason)))


def _changed(column: "Field[Any, Any] | None", name: str, old: Any, new: Any) -> str:
    before, after = (_said(column, value) for value in (old, new))
    return _("{field}: {before} → {after}").format(
        field=_label(column, name), before=before, after=after
    )


def _field(topic: str, name: str) -> "Field[Any, Any] | None":
    for model in _COLUMNS.get(topic, ()):
        try:
            found = model._meta.get_field(name)
        except FieldDoesNotExist:
            continue
        if isinstance(found, Field):
            return found
    return None


def _label(column: "Field[Any, Any] | None", name: str) -> str:
    if column is not None:
        return str(column.verbose_name)
    return str({**meeting_settings.FIELDS, **meeting_settings.NAMES}.get(name, name))


def _said(column: "Field[Any, Any] | None", value: Any) -> str:
    """A stored value as people say it."""
    choices = dict(column.flatchoices) if column is not None else {}
    match value:
        case None | "":
            return _("leer")
        case bool():
            return _("ja") if value else _("nein")
        case str() if value in choices:
            return str(choices[value])
    return _plain(value)


def _value(name: str, value: Any) -> str:
    if name == "role" and value in Role.values:
        return str(Role(value).label)
    if name == "area" and value in MailArea.values:
        return str(MailArea(value).label)
    if isinstance(value, list):
        return ", ".join(_plain(each) for each in value)
    return _plain(value)


def _plain(value: Any) -> str:
    text = str(value)
    if _DATE.fullmatch(text):
        return in_words(date.fromisoformat(text))
    if _TIME.fullmatch(text):
        return text[:5]
    if _DATE.match(text) and "T" in text:
        return in_words(datetime.fromisoformat(text))
    return text


def _reason(code: str) -> str:
    """The first sentence that belongs to a code, if it needs no data to be whole."""
    entry = zoom.SENTENCES.get(code)
    if code in list(RefusalCode):
        entry = refusals.SENTENCES[RefusalCode(code)]
    sentence = str(entry[0]) if entry else ""
    return sentence if sentence and "{" not in sentence else code
