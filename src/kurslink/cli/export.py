"""`kurslink export`: writes courses or enrolments into a file, as a table or a calendar."""

from enum import StrEnum
from typing import Annotated

import typer
from django.db.models import QuerySet

from kurslink.cli.language import Language
from kurslink.cli.office import InSemester, Lang, office
from kurslink.models import Course
from kurslink.services import clock
from kurslink.services.export_courses import export_courses
from kurslink.services.export_enrolments import export_enrolments
from kurslink.services.exports.table import ExportChoice, ExportFormat
from kurslink.services.find_course import get_course
from kurslink.services.find_instructor import get_instructor
from kurslink.services.rights import SHELL

_LEVEL = "Eine Zeile je Kurs oder je Anmeldung mit Platz; ONLINE… gibt es nur je Anmeldung."
_VARIABLES = "Namen der Export-Variablen mit Komma, zum Beispiel KURSNR,WEBIN_LINK; sonst alle."
_INSTRUCTOR = "Nur Kurse dieser Person (Nummer oder E-Mail-Adresse); im Kalender nur ihre Tage."


class Level(StrEnum):
    """What one row of the file is."""

    COURSE = "course"
    ENROLMENT = "enrolment"


def export(
    *,
    form: Annotated[ExportFormat, typer.Option("--format", help="Form der Datei.")] = (
        ExportFormat.CSV
    ),
    level: Annotated[Level, typer.Option("--level", help=_LEVEL)] = Level.COURSE,
    variables: Annotated[str, typer.Option("--variables", help=_VARIABLES)] = "",
    semester: InSemester = None,
    course: Annotated[str | None, typer.Option("--course", help="Nur dieser Kurs.")] = None,
    instructor: Annotated[str | None, typer.Option("--instructor", help=_INSTRUCTOR)] = None,
    online: Annotated[bool, typer.Option("--online", help="Nur Online-Kurse.")] = False,
    output: Annotated[
        typer.FileBinaryWrite,
        typer.Option("--output", help="Datei; „-“ ist die Standardausgabe."),
    ] = "-",  # type: ignore[assignment]  # typer opens it
    language: Lang = Language.GERMAN,
) -> None:
    """Schreibt Kurse oder Anmeldungen in eine Datei: als Tabelle, Kurse auch als Kalender."""
    with office(as_json=form is ExportFormat.JSON, language=language):
        choice = ExportChoice(
            form,
            variables=tuple(name.strip() for name in variables.split(",") if name.strip()),
            instructor=get_instructor(instructor) if instructor is not None else None,
        )
        courses = _select(course, semester, online=online)
        if level is Level.ENROLMENT:
            file = export_enrolments(courses, choice, actor=SHELL)
        else:
            file = export_courses(courses, choice, actor=SHELL, now=clock.now())
        output.write(file)  # opens it: what was refused leaves no file behind


def _select(number: str | None, semester: str | None, *, online: bool) -> "QuerySet[Course]":
    courses = Course.objects.all()
    if number is not None:
        courses = courses.filter(pk=get_course(number, semester_code=semester).pk)
    if semester is not None:
        courses = courses.filter(semester__code=semester)
    return courses.filter(online__is_online=True) if online else courses
