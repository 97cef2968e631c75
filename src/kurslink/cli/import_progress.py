"""Shows at a terminal how far an import is, on stderr; nothing where nobody looks."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import BinaryIO

from django.utils.translation import gettext as _
from rich.console import Console
from rich.progress import (
    BarColumn,
    DownloadColumn,
    MofNCompleteColumn,
    Progress,
    TextColumn,
    TimeElapsedColumn,
)


@contextmanager
def rows_read(*, is_shown: bool) -> Iterator[Callable[[int], None]]:
    """What is to be told how many rows were read; their number is not known before."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    console, disabled = _terminal(is_shown=is_shown)
    with Progress(
        *columns, TimeElapsedColumn(), console=console, transient=True, disable=disabled
    ) as bar:
        task = bar.add_task(_("Zeilen gelesen"), total=None)
        yield lambda rows: bar.advance(task, rows)


@contextmanager
def file_read(stream: BinaryIO, *, is_shown: bool) -> Iterator[BinaryIO]:
    """`stream`, which shows how much of it was read."""
    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn())
    console, disabled = _terminal(is_shown=is_shown)
    size = stream.seek(0, 2)
    stream.seek(0)
    with Progress(
        *columns, TimeElapsedColumn(), console=console, transient=True, disable=disabled
    ) as bar:
        read = bar.wrap_file(stream, total=size, description=_("Kurse werden gelesen"))
        yield read


@contextmanager
def courses_stored(*, is_shown: bool) -> Iterator[None]:
    """That courses are compared and written, all in one transaction."""
    console, disabled = _terminal(is_shown=is_shown)
    if disabled:
        yield
        return
    with console.status(_("Kurse werden verglichen und gespeichert …")):
        yield


def _terminal(*, is_shown: bool) -> tuple[Console, bool]:
    """The console, and whether to be silent."""
    console = Console(stderr=True)
    return console, not (is_shown and console.is_terminal)
