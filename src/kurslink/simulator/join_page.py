"""What a browser shows for a join link: there is no video here, only the meeting's dates."""

from datetime import datetime
from html import escape
from typing import NamedTuple

from kurslink.simulator.answers import link_passcode
from kurslink.simulator.meetings import Meeting, MeetingType
from kurslink.simulator.world import World

WEEKDAYS_DE = ("Mo", "Di", "Mi", "Do", "Fr", "Sa", "So")
WEEKDAYS_EN = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
SHOWN_DIGITS = (3, 7)

PAGE = """<!doctype html>
<html lang="de">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
body {{ font: 1rem/1.5 system-ui, sans-serif; max-width: 40rem; margin: 2rem auto; padding: 0 1rem;
  color: #1d2433; background: #fff; }}
.practice {{ border-left: .4rem solid #b25d00; background: #fff4e5; padding: .6rem 1rem; }}
[lang=en] {{ color: #4b5568; }}
td {{ padding: .1rem 1rem .1rem 0; }}
</style>
</head>
<body>
{content}
</body>
</html>
"""


class Dated(NamedTuple):
    start: datetime
    end: datetime


def page(world: World, number: str, passcode: str) -> tuple[int, str]:
    """Status and HTML for ``/j/{number}?pwd={passcode}``."""
    meeting = _find(world, number)
    if meeting is None:
        return 404, _gone()
    heading = f"<h1>{escape(meeting.topic)}</h1>"
    content = [_notice(), heading, _number(meeting), _access(world, meeting, passcode)]
    return 200, PAGE.format(
        title=escape(meeting.topic), content="\n".join([*content, _dates(world, meeting)])
    )


def _find(world: World, number: str) -> Meeting | None:
    personal = [m for m in world.meetings.values() if str(m.pmi) == number]
    return world.find_meeting(number) or (personal[-1] if personal else None)


def _notice() -> str:
    return (
        '<div class="practice"><p>Dies ist ein <strong>Übungs-Meeting</strong>:'
        " Es gibt hier kein Bild und keinen Ton.</p>"
        '<p lang="en">This is a practice meeting: there is no video and no sound.</p></div>'
    )


def _gone() -> str:
    content = (
        f"{_notice()}<h1>Dieses Meeting gibt es nicht (mehr).</h1>"
        '<p lang="en">This meeting does not exist (any more).</p>'
    )
    return PAGE.format(title="Übungs-Meeting", content=content)


def _number(meeting: Meeting) -> str:
    first, second = SHOWN_DIGITS
    digits = str(meeting.link_id)
    spaced = f"{digits[:first]} {digits[first:second]} {digits[second:]}"
    return f'<p>Meeting-ID <span lang="en">/ meeting ID</span>: {spaced}</p>'


def _access(world: World, meeting: Meeting, passcode: str) -> str:
    if not meeting.password:
        return '<p>Ohne Kenncode. <span lang="en">No passcode needed.</span></p>'
    if passcode == link_passcode(world, meeting):
        return (
            "<p>Der Kenncode steckt schon im Link."
            ' <span lang="en">The passcode is part of the link.</span></p>'
        )
    return (
        "<p>Zoom würde jetzt nach dem Kenncode fragen."
        ' <span lang="en">Zoom would ask for the passcode now.</span></p>'
    )


def _dates(world: World, meeting: Meeting) -> str:
    dates = _coming(world, meeting)
    if not dates:
        return (
            "<p>Für dieses Meeting stehen keine Termine in Zoom."
            ' <span lang="en">This meeting has no dates in Zoom.</span></p>'
        )
    rows = "\n".join(_row(date) for date in dates)
    zone = escape(meeting.timezone)
    return f'<h2>Termine <span lang="en">/ dates</span> ({zone})</h2>\n<table>\n{rows}\n</table>'


def _coming(world: World, meeting: Meeting) -> list[Dated]:
    zone = meeting.zone
    if meeting.type == MeetingType.RECURRING:
        occurrences = sorted(meeting.available, key=lambda o: o.start)
        return [
            Dated(o.start.astimezone(zone), o.end.astimezone(zone))
            for o in occurrences
            if o.end > world.now
        ]
    if meeting.start is None:
        return []
    end = meeting.start.timestamp() + meeting.duration * 60
    return [Dated(meeting.start.astimezone(zone), datetime.fromtimestamp(end, zone))]


def _row(date: Dated) -> str:
    day = date.start.weekday()
    return (
        f"<tr><td>{WEEKDAYS_DE[day]} {date.start:%d.%m.%Y}</td>"
        f"<td>{date.start:%H:%M}–{date.end:%H:%M} Uhr</td>"
        f'<td lang="en">{WEEKDAYS_EN[day]}, {date.start:%Y-%m-%d}</td></tr>'
    )
