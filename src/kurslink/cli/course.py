"""`kurslink course`: shows one course, or sets how it takes place online."""

from typing import Annotated

import typer
from django.utils.timezone import localdate

from kurslink.cli.language import Language
from kurslink.cli.office import AsJson, InSemester, Lang, office
from kurslink.cli.output import print_json
from kurslink.models import Course
from kurslink.services import clock
from kurslink.services.documents import course_document
from kurslink.services.find_course import get_course
from kurslink.services.rights import SHELL
from kurslink.services.set_online import OnlineChoice, set_online


def course(
    number: Annotated[str, typer.Argument(help="Kursnummer.")],
    *,
    software: Annotated[str | None, typer.Option(help="Software, z. B. Zoom.")] = None,
    account: Annotated[str | None, typer.Option(help="Zugang (E-Mail-Adresse).")] = None,
    host: Annotated[str | None, typer.Option(help="Host (E-Mail-Adresse).")] = None,
    alternative: Annotated[
        list[str] | None, typer.Option(help="Alternativer Host; mehrfach möglich.")
    ] = None,
    online: Annotated[
        bool | None, typer.Option("--online/--no-online", help="Online-Kurs ja oder nein.")
    ] = None,
    semester: InSemester = None,
    as_json: AsJson = False,
    language: Lang = Language.GERMAN,
) -> None:
    """Zeigt einen Kurs oder stellt ein, wie er online stattfindet."""
    choice = OnlineChoice(
        is_online=online, software=software, account=account, host=host, alternatives=alternative
    )
    with office(as_json=as_json, language=language):
        found = get_course(number, semester_code=semester)
        if choice != OnlineChoice():
            set_online(found, choice, actor=SHELL, now=clock.now())
        _show(found, as_json=as_json)


def _show(found: Course, *, as_json: bool) -> None:
    annotated = Course.objects.with_zoom_state(localdate(clock.now())).get(pk=found.pk)
    document = course_document(annotated, str(annotated.zoom_state))
    if as_json:
        print_json(document)
        return
    for name, value in document.items():
        typer.echo(f"{name:12} {'–' if value is None else value}")
