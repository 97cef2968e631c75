"""`kurslink courses`: lists the courses and how they stand with Zoom."""

from typing import Annotated

import typer
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from rich.console import Console
from rich.table import Table

from kurslink.cli.language import Language
from kurslink.cli.office import AsJson, InSemester, Lang, office
from kurslink.cli.output import print_json
from kurslink.models import Course, ZoomState
from kurslink.services import clock
from kurslink.services.documents import course_document


def courses(
    *,
    semester: InSemester = None,
    online: Annotated[bool, typer.Option("--online", help="Nur Online-Kurse.")] = False,
    as_json: AsJson = False,
    language: Lang = Language.GERMAN,
) -> None:
    """Zeigt die Kurse und ihren Stand in Zoom."""
    with office(as_json=as_json, language=language):
        found = _select(semester, online=online)
        documents = [course_document(course, str(course.zoom_state)) for course in found]
        if as_json:
            print_json({"courses": documents})
        else:
            _print_table(documents)


def _select(semester: str | None, *, online: bool) -> list[Course]:
    rows = (
        Course.objects.with_zoom_state(localdate(clock.now()))
        .select_related("semester", "online__software", "online__account", "online__host")
        .prefetch_related("days")
    )
    if semester is not None:
        rows = rows.filter(semester__code=semester)
    if online:
        rows = rows.filter(online__is_online=True)
    return list(rows)


def _print_table(documents: list[dict[str, object]]) -> None:
    table = Table(
        _("Kursnummer"), _("Titel"), _("Beginn"), _("Kurstage"), _("Software"), _("Host"), "Zoom"
    )
    for each in documents:
        state = ZoomState(str(each["zoom_state"])).label
        names = ("number", "title", "first_day", "days", "software", "host")
        table.add_row(*(str(each[name] or "–") for name in names), str(state))
    Console().print(table)
