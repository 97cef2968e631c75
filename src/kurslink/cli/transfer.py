"""`kurslink transfer`: gives courses their meeting at Zoom, or brings it up to date."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Annotated

import typer
from django.utils import translation
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from kurslink.cli.language import Language
from kurslink.cli.office import AsJson, InSemester, Lang, office
from kurslink.cli.output import print_json
from kurslink.cli.own_order import work_on
from kurslink.cli.transfer_all import transfer_all
from kurslink.cli.transfer_report import report_order, report_preparation, report_transfer
from kurslink.models import Course, Order
from kurslink.services import clock
from kurslink.services.activation import require_active
from kurslink.services.choose_days import choose_days
from kurslink.services.documents import order_document, preparation_document, transfer_document
from kurslink.services.errors import Refusal
from kurslink.services.find_course import get_course, online_courses
from kurslink.services.orders.running_order import take_over_expired
from kurslink.services.place_order import place_order
from kurslink.services.prepare_transfer import Preparation, prepare_transfer
from kurslink.services.rights import SHELL
from kurslink.services.set_online import OnlineChoice, apply_choice, by_name, set_online
from kurslink.services.transfer_course import Transfer, TransferStatus
from kurslink.services.words.notices import Notice, NoticeCode
from kurslink.zoom.errors import ZoomError

Outcome = Transfer | Preparation | Order


@dataclass(frozen=True)
class _Order:
    """What was asked for each course."""

    host: str | None
    days: frozenset[date] | None
    is_by_name: bool
    dry_run: bool
    wait: bool


def transfer(
    numbers: Annotated[list[str] | None, typer.Argument(help="Kursnummern.")] = None,
    *,
    all_online: Annotated[
        bool, typer.Option("--all-online", help="Alle Online-Kurse mit Software Zoom.")
    ] = False,
    semester: InSemester = None,
    host: Annotated[str | None, typer.Option(help="Host (E-Mail-Adresse).")] = None,
    day: Annotated[
        list[datetime] | None,
        typer.Option(formats=["%Y-%m-%d"], help="Nur dieser Kurstag; mehrfach möglich."),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Nur zeigen, was geschehen würde.")
    ] = False,
    wait: Annotated[
        bool,
        typer.Option("--wait/--no-wait", help="Auf das Ergebnis warten oder nur beauftragen."),
    ] = True,
    as_json: AsJson = False,
    language: Lang = Language.GERMAN,
) -> None:
    """Überträgt Kurse an Zoom: legt Meetings an oder aktualisiert sie."""
    if bool(numbers) == all_online:
        with translation.override(language.value):
            raise typer.BadParameter(_("Kursnummern oder --all-online angeben, nicht beides."))
    days = frozenset(each.date() for each in day) if day else None
    order = _Order(host, days, is_by_name=not all_online, dry_run=dry_run, wait=wait)
    with office(as_json=as_json, language=language):
        require_active(clock.now())
        if all_online and host is None and days is None:
            transfer_all(semester, dry_run=dry_run, wait=wait, as_json=as_json)
            return
        take_over_expired(now=clock.now())
        outcomes = _carry_out(_chosen(numbers or [], semester), order, show=not as_json)
        if as_json:
            print_json({"courses": [_document(outcome) for outcome in outcomes]})
    if not all(map(_is_fine, outcomes)):
        raise typer.Exit(1)


def _chosen(numbers: list[str], semester: str | None) -> Iterable[Course]:
    if numbers:
        return [get_course(number, semester_code=semester) for number in numbers]
    return online_courses(today=localdate(clock.now()), semester_code=semester)


def _carry_out(courses: Iterable[Course], order: _Order, *, show: bool) -> list[Outcome]:
    outcomes = []
    for course in courses:
        outcome = _one(course, order)
        outcomes.append(outcome)
        is_fine = _is_fine(outcome)
        if show or not is_fine:
            typer.echo(_report(outcome), err=not is_fine)
    return outcomes


def _one(course: Course, order: _Order) -> Outcome:
    try:
        choice = by_name(course, order.host) if order.is_by_name else OnlineChoice(host=order.host)
        outcome = _planned(course, choice, order) if order.dry_run else _done(course, choice, order)
    except Refusal as refusal:
        status = TransferStatus.REFUSED
        return Transfer(course, status, course.current_meeting(), error=refusal)
    except ZoomError as error:
        return Transfer(course, TransferStatus.FAILED, course.current_meeting(), error=error)
    if isinstance(outcome, Order):
        return outcome
    if choice.is_online or choice.software:
        return replace(outcome, notices=(Notice(NoticeCode.SWITCHED_ON), *outcome.notices))
    return outcome


def _planned(course: Course, choice: OnlineChoice, order: _Order) -> Outcome:
    now = clock.now()
    apply_choice(course, choice, now=now)
    return prepare_transfer(course, actor=SHELL, now=now, choice=order.days)


def _done(course: Course, choice: OnlineChoice, order: _Order) -> Outcome:
    if choice != OnlineChoice():
        set_online(course, choice, actor=SHELL, now=clock.now())
    if order.days is not None:
        choose_days(course, order.days, actor=SHELL, now=clock.now())
    placed = place_order(course, actor=SHELL, now=clock.now(), is_urgent=order.is_by_name)
    return work_on(placed) if order.wait else placed


def _document(outcome: Outcome) -> dict[str, object]:
    match outcome:
        case Preparation():
            return preparation_document(outcome)
        case Order():
            return order_document(outcome)
        case Transfer():
            return transfer_document(outcome)


def _report(outcome: Outcome) -> str:
    match outcome:
        case Preparation():
            return report_preparation(outcome)
        case Order():
            return report_order(outcome)
        case Transfer():
            return report_transfer(outcome)


def _is_fine(outcome: Outcome) -> bool:
    match outcome:
        case Preparation():
            return True
        case Order():
            return order_document(outcome)["error"] is None
        case Transfer():
            return outcome.is_fine
