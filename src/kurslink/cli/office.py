"""What every command of the course office does: open the database, refuse in sentences."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

import typer
from django.utils import translation

from kurslink.cli.database import open_database
from kurslink.cli.language import Language
from kurslink.cli.output import refuse
from kurslink.models.errors import EncryptionError
from kurslink.services.errors import Refusal
from kurslink.services.words.sentences import explain
from kurslink.sources.errors import SourceError
from kurslink.zoom.errors import ZoomError

AsJson = Annotated[bool, typer.Option("--json", help="Ein JSON-Dokument ausgeben.")]
Lang = Annotated[Language, typer.Option("--lang", help="Sprache der Meldungen.")]
InSemester = Annotated[str | None, typer.Option("--semester", help="Kürzel des Semesters.")]


@contextmanager
def office(*, as_json: bool, language: Language) -> Iterator[None]:
    """Within it the models may be used; what is refused ends the command with exit code 1."""
    with translation.override(language.value):
        open_database(as_json=as_json)
        try:
            yield
        except (Refusal, ZoomError, SourceError, EncryptionError) as error:
            why = explain(error)
            refuse(why.code, why.message, why.hint, as_json=as_json)
