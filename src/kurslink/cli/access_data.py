"""`kurslink access-data`: sends participants and instructors of courses how they get in."""

from enum import StrEnum
from typing import Annotated, Any

import typer
from django.utils.translation import gettext as _

from kurslink.cli.language import Language
from kurslink.cli.office import AsJson, InSemester, Lang, office
from kurslink.cli.output import print_json
from kurslink.models import Course
from kurslink.services import clock
from kurslink.services.errors import Refusal
from kurslink.services.find_course import get_course
from kurslink.services.mails.wish import Fate, Wish
from kurslink.services.orders.workers import living_workers
from kurslink.services.place_dispatch import place_dispatch
from kurslink.services.prepare_dispatch import prepare_dispatch
from kurslink.services.reports.access_data import dispatch_document
from kurslink.services.rights import SHELL, Right
from kurslink.services.send_mails import send_mails
from kurslink.services.words.describe_sending import count_sendings, describe_fate


class To(StrEnum):
    """Whom to write to."""

    PARTICIPANTS = "participants"
    INSTRUCTORS = "instructors"
    ALL = "all"


def access_data(
    numbers: Annotated[list[str], typer.Argument(help="Kursnummern.")],
    *,
    to: Annotated[To, typer.Option(help="Wer sie bekommt.")] = To.PARTICIPANTS,
    only_new: Annotated[
        bool, typer.Option("--only-new", help="Nur an noch nicht versandte.")
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Nur zeigen, was geschehen würde.")
    ] = False,
    semester: InSemester = None,
    as_json: AsJson = False,
    language: Lang = Language.GERMAN,
) -> None:
    """Versendet die Zugangsdaten von Kursen an Teilnehmende und Dozenten."""
    with office(as_json=as_json, language=language):
        SHELL.require(Right.SEND)
        named = dict.fromkeys(numbers)
        courses = [get_course(number, semester_code=semester) for number in named]
        wish = Wish.usual(
            to_participants=to is not To.INSTRUCTORS,
            to_instructors=to is not To.PARTICIPANTS,
            only_new=only_new,
        )
        documents = [_one(course, wish, dry_run=dry_run) for course in courses]
        if not dry_run and not living_workers():
            send_mails(clock=clock.now)
        if as_json:
            print_json({"courses": documents})
        for document in documents:
            if not as_json or document["error"]:
                typer.echo(_report(document), err=bool(document["error"]))
    if any(document["error"] for document in documents):
        raise typer.Exit(1)


def _one(course: Course, wish: Wish, *, dry_run: bool) -> dict[str, Any]:
    """The document of one course: what was put into the outbox, or would be."""
    plan = prepare_dispatch(course, wish, now=clock.now())
    error = plan.error
    if not error and not dry_run and plan.written:
        try:
            place_dispatch(course, wish, actor=SHELL, now=clock.now())
        except Refusal as refusal:
            error = refusal
    return dispatch_document(plan, error=error, placed=not dry_run)


def _report(document: dict[str, Any]) -> str:
    if document["error"]:
        error = document["error"]
        return f"{document['number']}: {error['message']} {error['hint']}"
    sums = count_sendings(document["mails"], document["letters"])
    words = {
        "unchanged": _("niemand muss noch etwas bekommen"),
        "planned": _("zu versenden: {sums}").format(sums=sums),
        "queued": _("im Postausgang: {sums}").format(sums=sums),
    }
    people = [
        f"  {each['name']} <{each['address'] or '–'}>: {describe_fate(Fate(each['fate']))}"
        for each in document["recipients"]
    ]
    warnings = [f"  {each['message']}" for each in document["warnings"]]
    return "\n".join([f"{document['number']}: {words[document['status']]}", *people, *warnings])
