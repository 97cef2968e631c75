"""`kurslink transfer --all-online`: a whole semester in one go."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import typer
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from rich.console import Console
from rich.progress import MofNCompleteColumn, Progress, TimeRemainingColumn

from kurslink.cli.output import print_json
from kurslink.cli.transfer_report import report_order, report_row
from kurslink.cli.work_off import work_off
from kurslink.models import OPEN, Order
from kurslink.services import clock
from kurslink.services.batches.plan_row import BatchPlan, PlanRow, RowState
from kurslink.services.documents import order_document, plan_row_document
from kurslink.services.errors import Refusal, RefusalCode
from kurslink.services.find_course import online_courses
from kurslink.services.orders.running_order import take_over_expired
from kurslink.services.place_batch import place_batch
from kurslink.services.plan_batch import plan_batch
from kurslink.services.rights import SHELL
from kurslink.services.transfer_course import TransferStatus
from kurslink.services.words.describe_outlook import describe_outlook

INTERRUPTED = 130  # as shells report an end by Ctrl+C
_FINE = (TransferStatus.TRANSFERRED, TransferStatus.UNCHANGED, TransferStatus.SCHEDULED)
_ON_ITS_WAY = (TransferStatus.QUEUED, TransferStatus.PLANNED)

Row = PlanRow | Order


def transfer_all(semester: str | None, *, dry_run: bool, wait: bool, as_json: bool) -> None:
    """Plan, place one batch, work it off, report each course; exit code 1 if one failed.

    Orders that an earlier run left open are done too.
    """
    plan = _plan(semester)
    if plan.chosen and not as_json:
        typer.echo(describe_outlook(plan.outlook), err=not dry_run)
    rows: list[Row] = list(plan.rows)
    if not dry_run:
        take_over_expired(now=clock.now())
        rows = _carried_out(plan, wait=wait, show=not as_json)
    rows.sort(key=lambda row: (row.course.number_key, row.course.pk))
    _tell(rows, as_json=as_json)
    if not all(map(_is_fine, rows)):
        raise typer.Exit(1)


def _plan(semester: str | None) -> BatchPlan:
    """The plan of every online course; what was changed by hand at Zoom is never overwritten."""
    now = clock.now()
    plan = plan_batch(
        online_courses(today=localdate(now), semester_code=semester),
        actor=SHELL,
        now=now,
        ticks=lambda row: not row.overwrites_zoom,
    )
    return replace(plan, rows=tuple(map(_left_alone, plan.rows)))


def _left_alone(row: PlanRow) -> PlanRow:
    if not row.overwrites_zoom:
        return row
    refusal = Refusal(RefusalCode.CHANGED_AT_ZOOM, number=row.course.number)
    return replace(row, state=RowState.IMPOSSIBLE, error=refusal)


def _carried_out(plan: BatchPlan, *, wait: bool, show: bool) -> list[Row]:
    """The order of each course; the row of the plan where there is none."""
    placed: dict[int, Row] = {row.course.pk: row for row in plan.rows}
    if plan.chosen:
        batch = place_batch(plan, actor=SHELL, now=clock.now())
        placed |= {order.course_id: order for order in batch.orders.all()}
    open_orders = Order.objects.filter(course__in=placed, state__in=OPEN)
    placed |= {order.course_id: order for order in open_orders}
    ids = [row.pk for row in placed.values() if isinstance(row, Order)]
    if wait:
        _waited_for(ids, show=show)
    fresh = Order.objects.filter(pk__in=ids).select_related("course__semester")
    return list((placed | {order.course_id: order for order in fresh}).values())


def _waited_for(ids: list[int], *, show: bool) -> None:
    try:
        with _progress(len(ids), show=show) as told:
            work_off(ids, told=told)
    except KeyboardInterrupt:
        left = Order.objects.filter(pk__in=ids, state__in=OPEN).count()
        sentence = _(
            "Unterbrochen. Noch offen: {count}. Diese Kurse bleiben beauftragt; derselbe Befehl "
            "oder der Hintergrunddienst macht mit ihnen weiter."
        )
        typer.echo(sentence.format(count=left), err=True)
        raise typer.Exit(INTERRUPTED) from None


@contextmanager
def _progress(total: int, *, show: bool) -> Iterator[Callable[[int], None]]:
    """A bar on standard error, if a person looks at it."""
    console = Console(stderr=True)
    columns = (*Progress.get_default_columns()[:3], MofNCompleteColumn(), TimeRemainingColumn())
    is_hidden = not (show and console.is_terminal)
    with Progress(*columns, console=console, disable=is_hidden, transient=True) as bar:
        task = bar.add_task(_("Kurse"), total=total)
        yield lambda left: bar.update(task, completed=total - left)


def _tell(rows: list[Row], *, as_json: bool) -> None:
    if as_json:
        print_json({"courses": [_document(row) for row in rows]})
    elif not rows:
        typer.echo(_("Kein Online-Kurs mit der Software „Zoom“ steht noch bevor."))
    for row in rows:
        is_fine = _is_fine(row)
        if not as_json or not is_fine:
            report = report_row(row) if isinstance(row, PlanRow) else report_order(row)
            typer.echo(report, err=not is_fine)


def _document(row: Row) -> dict[str, Any]:
    return plan_row_document(row) if isinstance(row, PlanRow) else order_document(row)


def _is_fine(row: Row) -> bool:
    document = _document(row)
    is_on_its_way = document["error"] is None and document["status"] in _ON_ITS_WAY
    return document["status"] in _FINE or is_on_its_way
