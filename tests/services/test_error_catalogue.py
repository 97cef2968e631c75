"""No error without a sentence, and no sentence that the office's list of errors lacks."""

from collections.abc import Iterator
from enum import StrEnum
from typing import Any

import pytest
from scripts.error_catalogue import TARGET, catalogue_text

from kurslink.models.errors import EncryptionError
from kurslink.services.errors import RefusalCode
from kurslink.services.words.catalogue import connection, encryption, files, notices, refusals, zoom
from kurslink.services.words.connection_names import CheckName, Problem, Seen
from kurslink.services.words.notices import NoticeCode
from kurslink.sources.course_rows import RemarkCode
from kurslink.sources.errors import SourceError
from kurslink.sources.file_kind import FileKind
from kurslink.zoom.errors import CredentialFault, ZoomError

BY_CODE = {
    "refusals": (RefusalCode, refusals.SENTENCES),
    "notices": (NoticeCode, notices.SENTENCES),
    "remarks": (RemarkCode, files.REMARKS),
    "kinds of file": (FileKind, files.KINDS),
    "steps of the test": (CheckName, connection.LABELS),
    "what the test sees": (Seen, connection.SEEN),
    "what the test finds": (Problem, connection.PROBLEMS),
    "refused credentials": (CredentialFault, zoom.CREDENTIAL_FAULTS),
}
BY_KEY = {
    "zoom": (ZoomError, zoom.SENTENCES),
    "files": (SourceError, files.UNREADABLE),
    "secrets": (EncryptionError, encryption.SENTENCES),
}


@pytest.mark.parametrize(("codes", "sentences"), BY_CODE.values(), ids=BY_CODE)
def test_every_code_has_a_sentence(codes: type[StrEnum], sentences: dict[Any, Any]) -> None:
    assert {str(code) for code in codes} == {str(code) for code in sentences}


@pytest.mark.parametrize(("tree", "sentences"), BY_KEY.values(), ids=BY_KEY)
def test_every_error_that_can_be_raised_has_a_sentence(
    tree: type[Any], sentences: dict[str, Any]
) -> None:
    assert {kind.key for kind in family(tree)} - set(sentences) == set()
    assert set(sentences) - {kind.key for kind in family(tree)} == set()


def family(kind: type[Any]) -> Iterator[type[Any]]:
    yield kind
    for child in kind.__subclasses__():
        yield from family(child)


PAIRS = [refusals.SENTENCES, zoom.SENTENCES, connection.PROBLEMS, files.UNREADABLE]


@pytest.mark.parametrize("sentences", PAIRS, ids=["refusals", "zoom", "test", "files"])
def test_every_refusal_says_what_to_do(sentences: dict[Any, tuple[Any, Any]]) -> None:
    said = {str(code): (str(message), str(hint)) for code, (message, hint) in sentences.items()}
    assert {code: pair for code, pair in said.items() if not all(pair)} == {}


def test_the_list_of_errors_is_the_one_the_program_knows() -> None:
    """After a change: `.venv/bin/python scripts/error_catalogue.py`."""
    assert TARGET.read_text(encoding="utf-8") == catalogue_text()
