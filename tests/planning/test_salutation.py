"""How people are addressed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kurslink.planning.salutation import Address, Form, address

words = st.text(alphabet="ab Ä-'.\t", max_size=12)


@pytest.mark.parametrize(
    ("salutation", "title", "first_name", "last_name", "expected"),
    [
        ("Frau", "", "Anna", "Müller", Address(Form.MS, "Müller")),
        ("W", "Prof. Dr.", "Anna", "Müller", Address(Form.MS, "Prof. Dr. Müller")),
        ("Herr", "Dr.", "Jan", "Müller", Address(Form.MR, "Dr. Müller")),
        ("Herrn", "", "Jan", "von der Heide", Address(Form.MR, "von der Heide")),
        ("M", "", "", "Müller", Address(Form.MR, "Müller")),
        ("Frau Dr.", "", "Anna", "Müller", Address(Form.MS, "Dr. Müller")),
        ("Frau Dr.", "Dr.", "Anna", "Müller", Address(Form.MS, "Dr. Müller")),
        ("", "", "Kim", "Mayer", Address(Form.BY_NAME, "Kim Mayer")),
        ("divers", "Dr.", "Kim", "Mayer", Address(Form.BY_NAME, "Dr. Kim Mayer")),
        ("", "", "", "Mayer", Address(Form.NOBODY)),
        ("Firma", "", "", "Bäckerei Mayer", Address(Form.NOBODY)),
        ("F", "", "Kim", "Mayer", Address(Form.NOBODY)),
        ("Familie", "", "", "Mayer", Address(Form.NOBODY)),
    ],
)
def test_a_person_is_greeted_as_the_data_allow(
    salutation: str, title: str, first_name: str, last_name: str, expected: Address
) -> None:
    found = address(salutation=salutation, title=title, first_name=first_name, last_name=last_name)
    assert found == expected


@given(st.sampled_from(["Frau", "Herr", "Firma", "M", "w", "F", "", "x"]), words, words, words)
def test_nobody_is_greeted_with_half_a_name(
    salutation: str, title: str, first_name: str, last_name: str
) -> None:
    found = address(salutation=salutation, title=title, first_name=first_name, last_name=last_name)
    last = " ".join(last_name.split())
    assert found.form is Form.NOBODY or found.name.endswith(last)
    assert (found.name == "") == (found.form is Form.NOBODY)
    assert found.name == " ".join(found.name.split())
    if found.form is Form.BY_NAME:
        assert first_name.strip()
