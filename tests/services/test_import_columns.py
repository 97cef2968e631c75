"""What columns mean is remembered by the set of headings, and forgotten when it is the guess."""

import io

import pytest

from kurslink.models import ImportProfile, TableSubject
from kurslink.services.errors import Refusal, RefusalCode
from kurslink.services.import_columns import recall_columns, remember_columns
from kurslink.services.rights import SHELL, Actor
from kurslink.sources.table_kind import Subject, TableKind, look_at_table

pytestmark = pytest.mark.django_db

HEADINGS = "Nr;Titel;Wann"
CHOICE = {"Nr": "KURSNR", "Titel": "KURSTITEL", "Wann": ""}


def look(headings: str = HEADINGS) -> TableKind:
    table = look_at_table(io.BytesIO(f"{headings}\n1;2;3\n".encode()), max_bytes=1000)
    assert table is not None
    return table


def meanings(table: TableKind) -> dict[str, str]:
    return {column.heading: column.meaning for column in table.columns}


def remember(choice: dict[str, str], *, table: TableKind | None = None) -> TableKind:
    return remember_columns(table or look(), choice, subject=Subject.COURSES, actor=SHELL)


def test_a_choice_comes_back_whatever_the_order_and_case_of_the_headings() -> None:
    assert meanings(remember(CHOICE)) == CHOICE
    assert meanings(recall_columns(look("WANN;titel;Nr."))) == {
        "WANN": "",
        "titel": "KURSTITEL",
        "Nr.": "KURSNR",
    }
    assert meanings(recall_columns(look("Nr;Titel;Ort"))) == {
        "Nr": "",
        "Titel": "KURSTITEL",
        "Ort": "KURSORT",
    }


def test_what_a_person_says_of_the_subject_outranks_what_was_remembered() -> None:
    remember(CHOICE)
    recalled = recall_columns(look(), subject=Subject.ENROLMENTS)
    assert (recalled.subject, meanings(recalled)) == (
        Subject.ENROLMENTS,
        {"Nr": "", "Titel": "TITEL", "Wann": ""},
    )


def test_the_guess_itself_is_not_kept() -> None:
    remember(CHOICE)
    remember(meanings(look()))
    assert not ImportProfile.objects.exists()


def test_a_second_choice_replaces_the_first() -> None:
    remember(CHOICE)
    remember(CHOICE | {"Wann": "DATUM"})
    assert meanings(recall_columns(look()))["Wann"] == "DATUM"
    assert str(ImportProfile.objects.get()) == "NR, TITEL, WANN"


@pytest.mark.parametrize(
    ("choice", "code"),
    [
        (CHOICE | {"Wann": "KURSNR"}, "column_meaning_twice"),
        (CHOICE | {"Wann": "NACHNAME"}, "column_meaning_unknown"),
    ],
)
def test_what_cannot_be_meant_is_refused(choice: dict[str, str], code: str) -> None:
    with pytest.raises(Refusal) as caught:
        remember(choice)
    assert (caught.value.code, ImportProfile.objects.exists()) == (code, False)


def test_the_first_person_of_a_table_without_headings_is_not_remembered() -> None:
    table = look("262-1;Müller;anna@vhs.example")
    with pytest.raises(Refusal) as raised:
        remember({"262-1": "KURSNR", "Müller": "", "anna@vhs.example": ""}, table=table)
    assert raised.value.code is RefusalCode.HEADINGS_MISSING
    assert not ImportProfile.objects.exists()


def test_only_who_may_import_says_what_columns_mean() -> None:
    nobody = Actor("niemand", frozenset())
    with pytest.raises(Refusal) as caught:
        remember_columns(look(), CHOICE, subject=Subject.COURSES, actor=nobody)
    assert caught.value.code == "not_allowed"


def test_the_database_knows_the_same_subjects_as_the_reader() -> None:
    assert TableSubject.values == [each.value for each in Subject]
