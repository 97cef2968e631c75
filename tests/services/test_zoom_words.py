"""What Zoom refuses is said in the office's words, with the step that repairs it."""

import pytest

from kurslink.services.words.catalogue.zoom import SENTENCES
from kurslink.services.words.sentences import explain
from kurslink.zoom.errors import Circumstances, InvalidField, PasscodeRefused, ZoomError
from kurslink.zoom.problems import problem_in
from kurslink.zoom.refusals import refusal

CREATING = Circumstances("create_meeting", 400, 300)


def refused(*fields: tuple[str, str]) -> ZoomError:
    errors = [{"field": name, "message": text} for name, text in fields]
    problem = problem_in({"code": 300, "message": "Validation Failed.", "errors": errors})
    assert problem is not None
    return refusal(problem, CREATING)


def test_a_refused_passcode_says_what_to_do_with_it() -> None:
    error = refused(("password", "Password can only have a maximum 10 characters."))
    assert type(error) is PasscodeRefused
    assert explain(error).message == (
        "Zoom nimmt das Passwort nicht an: Es erfüllt die Anforderungen des Hosts nicht."
    )


FIELDS = {
    "settings.jbh_time": "Beitritt vorher (Minuten)",
    "recurrence.end_times": "Wiederholung",
    "topic": "Thema",
    "settings.new_thing": "settings.new_thing",
}


@pytest.mark.parametrize(("field", "word"), FIELDS.items(), ids=FIELDS)
def test_a_refused_field_has_the_office_s_name(field: str, word: str) -> None:
    error = refused((field, "Invalid."))
    assert type(error) is InvalidField
    assert explain(error).message == f"Zoom nimmt einen Wert nicht an: {word}: Invalid."


def test_a_refusal_that_names_no_field_shows_zoom_s_words() -> None:
    assert explain(refused()).message == "Zoom nimmt einen Wert nicht an: Validation Failed."


def test_kein_ernannter_planer_names_who_signs_in_and_the_way() -> None:
    _message, hint = map(str, SENTENCES["scheduling-not-allowed"])
    assert hint == (
        "Der neue Host meldet sich bei Zoom an und gibt unter Persönlich → Einstellungen → "
        "Meetings → Sonstiges → „Planungsberechtigung zuweisen an“ den bisherigen Host an. "
        "Danach wählen Sie „Meeting aktualisieren“."
    )
