"""The topic: filled from the template, on one line, never longer than Zoom allows."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kurslink.planning.topic import (
    LIMIT,
    UnknownVariable,
    check_template,
    cut,
    one_line,
    render_topic,
    utf16_length,
)

CHARACTERS = (
    "a",
    "ß",
    "ü",
    "u\u0308",
    "n\u0303",
    "x\u0307\u0323",
    "1\ufe0f\u20e3",
    "कि",
    "กำ"[:1] + "\u0e31",
    "é",
    "漢",
    "😀",
    "👍🏽",
    "🇩🇪",
    "🇺🇦",
    "🧘\u200d♀\ufe0f",
    "👨\u200d👩\u200d👧\u200d👦",
    "🏳\ufe0f\u200d🌈",
    "❤\ufe0f",
)
"""Each is what a person sees as one character, most of them more than one code point."""


@given(st.lists(st.sampled_from(CHARACTERS), max_size=60), st.integers(2, 60))
def test_a_cut_never_splits_what_a_person_sees_as_one_character(
    characters: list[str], limit: int
) -> None:
    text = "".join(characters)
    shortened = cut(text, limit)
    assert utf16_length(shortened) <= limit
    if shortened != text:
        kept = shortened.removesuffix("…")
        beginnings = {"".join(characters[:count]) for count in range(len(characters))}
        assert kept in beginnings


@given(st.text(max_size=400))
def test_a_topic_is_one_visible_line_zoom_takes(title: str) -> None:
    topic = render_topic("<KURSTITEL>", title=title, number="1")
    assert utf16_length(topic) <= LIMIT
    assert topic == topic.strip()
    assert one_line(topic) == topic
    assert "\n" not in topic
    topic.encode()  # no half of a surrogate pair


@given(st.text(max_size=199))
def test_what_is_short_enough_is_not_cut(text: str) -> None:
    assert cut(text, 400) == text


def test_a_cut_topic_fills_its_length_and_says_so() -> None:
    assert render_topic("", title="x" * 300, number="1") == "x" * 199 + "…"


def test_no_blank_is_left_before_the_ellipsis() -> None:
    assert cut("abc defg", 5) == "abc…"


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("Haus\u00adver\u00adwaltung", "Hausverwaltung"),
        ("Null\u200bbreit", "Nullbreit"),
        ("\ufeffTitel", "Titel"),
        ("\u202eabc\u202c", "abc"),
        ("eins\r\n\tzwei", "eins zwei"),
        ("ein\u2028zwei", "ein zwei"),
        ("ein\x00zwei", "einzwei"),
        ("halb\ud83d", "halb"),
        ("U\u0308bung", "Übung"),
        ("👩\u200d🏫", "👩\u200d🏫"),
    ],
)
def test_only_what_is_seen_is_kept(text: str, seen: str) -> None:
    assert one_line(text) == seen


def test_a_template_is_filled_once_and_not_again() -> None:
    topic = render_topic("<KURSNR>: <KURSTITEL>", title="<KURSNR> {0} {{7*7}}", number="262")
    assert topic == "262: <KURSNR> {0} {{7*7}}"


def test_an_unknown_variable_is_named_with_its_position() -> None:
    with pytest.raises(UnknownVariable) as unknown:
        check_template("Kurs <KURSNR> <DOZENT>")
    assert (unknown.value.name, unknown.value.position) == ("DOZENT", 14)
