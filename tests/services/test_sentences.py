"""Sentences: every blank is filled by whoever raises the error, and no secret comes through."""

import ast
import string
from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest

import kurslink
from kurslink.planning.passcodes import Violation
from kurslink.services.errors import Busy, Refusal, RefusalCode
from kurslink.services.words.catalogue import notices, refusals
from kurslink.services.words.notices import NoticeCode
from kurslink.services.words.sentences import explain, in_words
from kurslink.sources.errors import BrokenXml, FileTooLarge, UnsafeXml, WrongFileKind
from kurslink.sources.file_kind import FileKind
from kurslink.zoom.errors import (
    Circumstances,
    CredentialFault,
    CredentialsRefused,
    HostDailyLimit,
    InvalidField,
    MissingScopes,
    Refused,
)

SOURCE = Path(kurslink.__file__).parent
AT = Circumstances("create_meeting", status=400, code=300)


def calls_in_source() -> Iterator[tuple[Path, ast.Call]]:
    for path in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                yield path, node


def code_of(call: ast.Call, family: str) -> str | None:
    """The member of `family` a call names as its first argument."""
    first = call.args[0] if call.args else None
    if isinstance(first, ast.Attribute) and isinstance(first.value, ast.Name):
        return first.attr if first.value.id == family else None
    return None


def blanks_of(*sentences: object) -> set[str]:
    parsed = (part for text in sentences for part in string.Formatter().parse(str(text)))
    return {name for _, name, _, _ in parsed if name}


def test_every_refusal_fills_the_blanks_of_its_sentence() -> None:
    lacking = [
        (path.name, code, blank)
        for path, call in calls_in_source()
        if (code := code_of(call, "RefusalCode")) and isinstance(call.func, ast.Name)
        if call.func.id == "Refusal"
        for blank in blanks_of(*refusals.SENTENCES[RefusalCode[code]])
        if blank not in {keyword.arg for keyword in call.keywords}
        if None not in {keyword.arg for keyword in call.keywords}
    ]
    assert lacking == []


def test_every_notice_fills_the_blanks_of_its_sentence() -> None:
    """`reason` is made from the error a notice carries."""
    lacking = []
    for path, call in calls_in_source():
        code = code_of(call, "NoticeCode")
        data = call.args[1] if len(call.args) > 1 else None
        if code is None or not isinstance(data, ast.Dict | None):
            continue
        keys = {key.value for key in data.keys if isinstance(key, ast.Constant)} if data else set()
        blanks = blanks_of(notices.SENTENCES[NoticeCode[code]]) - keys
        lacking += [(path.name, code, blank) for blank in blanks]
    assert lacking == []


@pytest.mark.parametrize(
    ("error", "message"),
    [
        (
            Refusal(RefusalCode.COURSE_AMBIGUOUS, number="4711", semesters=["261", "262"]),
            "Die Kursnummer 4711 gibt es in mehreren Semestern: 261, 262.",
        ),
        (
            Refusal(RefusalCode.PASSCODE_RULE, violations=(Violation.LETTER, Violation.TOO_SHORT)),
            "Das Passwort erfüllt die Anforderungen nicht: es braucht einen Buchstaben, "
            "es ist zu kurz.",
        ),
        (Busy(course="4711"), "Der Kurs 4711 wird gerade übertragen."),
        (
            MissingScopes("no", AT, scopes=frozenset({"b:x", "a:y"})),
            "Der App fehlen in Zoom Berechtigungen: a:y, b:x.",
        ),
        (
            CredentialsRefused("no", AT, reason=CredentialFault.ACCOUNT),
            "Zoom erkennt die Zugangsdaten nicht an: die Account-ID stimmt nicht.",
        ),
        (
            InvalidField("no", AT, fields={"password": "Too weak."}),
            "Zoom nimmt einen Wert nicht an: password: Too weak.",
        ),
        (
            WrongFileKind(FileKind.PDF),
            "Das ist keine Datei mit Kursen, sondern ein PDF.",
        ),
        (
            BrokenXml(line=12, element="termin"),
            "Die Datei ist beschädigt: In Zeile 12, Element „termin“, bricht sie ab.",
        ),
        (
            UnsafeXml(line=2, construct="DOCTYPE"),
            "Die Datei enthält Anweisungen, die in einem Kurs-Export nichts zu suchen haben "
            "(DOCTYPE, Zeile 2).",
        ),
        (FileTooLarge(limit=1), "Die Datei ist zu groß."),
    ],
    ids=lambda value: type(value).__name__,
)
def test_an_error_is_explained_in_its_own_words(
    error: Refusal | MissingScopes | WrongFileKind, message: str
) -> None:
    assert explain(error).message == message


def test_the_end_of_a_limit_is_said_in_the_offices_time() -> None:
    limit = HostDailyLimit("", AT, resume_at=datetime(2026, 8, 21, tzinfo=UTC))
    assert explain(limit).hint == (
        "Weiter geht es am Fr 21.08.2026, 02:00 Uhr. Dringende Kurse können einen anderen Host "
        "bekommen."
    )


def test_braces_in_names_and_zooms_words_stay_as_they_are() -> None:
    refusal = Refusal(RefusalCode.COURSE_UNKNOWN, number="{0.__class__} {x}")
    assert explain(refusal).message == "Den Kurs {0.__class__} {x} gibt es nicht."
    refused = Refused("Bad {thing} {{7*7}}", AT)
    assert explain(refused).message.endswith("Bad {thing} {{7*7}}")


def test_no_bearer_value_and_no_link_of_zooms_words_is_shown() -> None:
    refused = Refused("Bearer abc.def.ghi is bad, see https://zoom.us/j/1?pwd=geheim", AT)
    shown = str(explain(refused).as_json())
    assert ("abc.def.ghi" in shown, "geheim" in shown) == (False, False)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (date(2021, 8, 3), "Di 03.08.2021"),
        (time(16, 30), "16:30"),
        (datetime(2026, 10, 25, 1, 0, tzinfo=UTC), "So 25.10.2026, 02:00 Uhr"),
        (datetime(2026, 9, 2, 18, 0), "Mi 02.09.2026, 18:00 Uhr"),  # noqa: DTZ001  # wall clock
        (["a", "b"], "a, b"),
        ([], "–"),
        (None, "–"),
        (7, "7"),
    ],
)
def test_values_are_written_as_people_read_them(value: object, words: str) -> None:
    assert in_words(value) == words
