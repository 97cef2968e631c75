"""Knows how a plan reads to a person at the shell, in German and English."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from kurslink.cli.language import Language
from kurslink.cli.plan_sentences import caveat_sentence
from kurslink.planning.caveats import Caveat
from kurslink.planning.changes import Change, Move
from kurslink.planning.days import Day
from kurslink.planning.fit import fewest_moves
from kurslink.planning.plan import Meeting, NoFixedTime, Plan, Recurring, Single
from kurslink.planning.series import Daily, Rule


def plan_report(
    plan: Plan, *, warnings: Iterable[Caveat], language: Language, explain: bool
) -> str:
    """The plan line by line; with `explain` also how far it is from the least there can be."""
    return "\n".join(_Report(language).lines(plan, warnings, explain=explain))


class _Report:
    """The lines of a report in one language."""

    def __init__(self, language: Language) -> None:
        self._language = language
        self._words = _WORDS[language]

    def lines(self, plan: Plan, warnings: Iterable[Caveat], *, explain: bool) -> Iterator[str]:
        calls = plan.calls
        yield self._words["calls"].format(calls=calls.total, writes=calls.writes)
        for number, meeting in enumerate(plan.meetings, 1):
            yield ""
            yield f"{number}. {self._headline(meeting)}"
            yield from self._details(meeting)
            if explain:
                yield "   " + self._explanation(meeting)
        for caveat in warnings:
            sentence = caveat_sentence(caveat, self._language)
            yield ""
            yield self._words["warning"].format(sentence=sentence)

    def _headline(self, meeting: Meeting) -> str:
        match meeting:
            case Single(day):
                return self._words["single"].format(day=self._day(day))
            case NoFixedTime(days):
                return self._words["no_fixed_time"].format(count=len(days))
            case Recurring(series=series):
                first = Day(series.first, series.duration)
                return self._words["series"].format(
                    rule=self._rule(series.rule), count=series.count, first=self._day(first)
                )

    def _details(self, meeting: Meeting) -> Iterator[str]:
        if isinstance(meeting, Recurring):
            for change in meeting.changes:
                yield "   " + self._change(change)
        if not isinstance(meeting, Single):
            yield "   " + self._words["days"].format(count=len(meeting.days))
            for day in meeting.days:
                yield "     " + self._day(day)

    def _change(self, change: Change) -> str:
        occurrence = self._moment(change.occurrence)
        if isinstance(change, Move):
            return self._words["move"].format(occurrence=occurrence, day=self._day(change.to))
        return self._words["remove"].format(occurrence=occurrence)

    def _explanation(self, meeting: Meeting) -> str:
        return self._words["explanation"].format(
            moves=meeting.calls.update,
            fewest=fewest_moves(meeting.days),
            alike=len(meeting.days) - fewest_moves(meeting.days),
            days=len(meeting.days),
        )

    def _rule(self, rule: Rule) -> str:
        kind = "daily" if isinstance(rule, Daily) else "weekly"
        template = self._words[kind if rule.interval == 1 else f"{kind}_apart"]
        weekdays = [] if isinstance(rule, Daily) else sorted(rule.weekdays)
        names = ", ".join(self._weekday(weekday) for weekday in weekdays)
        return template.format(interval=rule.interval, weekdays=names)

    def _day(self, day: Day) -> str:
        return f"{self._moment(day.start)}–{day.end:%H:%M}"

    def _moment(self, local: datetime) -> str:
        on = f"{local:{self._words['date']}}"
        return f"{self._weekday(local.isoweekday())} {on} {local:%H:%M}"

    def _weekday(self, weekday: int) -> str:
        return self._words["weekdays"].split()[weekday - 1]


_WORDS = {
    Language.GERMAN: {
        "date": "%d.%m.%Y",
        "weekdays": "Mo Di Mi Do Fr Sa So",
        "calls": "Aufrufe bei Zoom: {calls}, davon {writes} auf das Tageslimit des Hosts.",
        "single": "Einmalig: {day}",
        "series": "Wiederkehrend: {rule}, {count} Termine ab {first}",
        "no_fixed_time": "Ohne feste Zeiten: ein Link für {count} Termine",
        "daily": "jeden Tag",
        "daily_apart": "alle {interval} Tage",
        "weekly": "jede Woche ({weekdays})",
        "weekly_apart": "alle {interval} Wochen ({weekdays})",
        "days": "Kurstage: {count}",
        "move": "verschieben: {occurrence} → {day}",
        "remove": "entfernen:   {occurrence}",
        "warning": "Hinweis: {sentence}",
        "explanation": "Verschobene Termine: {moves}, mindestens nötig: {fewest} "
        "(höchstens {alike} von {days} Kurstagen haben dieselbe Uhrzeit und Dauer).",
    },
    Language.ENGLISH: {
        "date": "%Y-%m-%d",
        "weekdays": "Mon Tue Wed Thu Fri Sat Sun",
        "calls": "Calls to Zoom: {calls}, of which {writes} count for the host's daily limit.",
        "single": "Single: {day}",
        "series": "Recurring: {rule}, {count} occurrences from {first}",
        "no_fixed_time": "No fixed time: one link for {count} days",
        "daily": "every day",
        "daily_apart": "every {interval} days",
        "weekly": "every week ({weekdays})",
        "weekly_apart": "every {interval} weeks ({weekdays})",
        "days": "Course days: {count}",
        "move": "move:   {occurrence} → {day}",
        "remove": "remove: {occurrence}",
        "warning": "Note: {sentence}",
        "explanation": "Occurrences moved: {moves}, at least needed: {fewest} "
        "(at most {alike} of {days} course days share time of day and duration).",
    },
}
