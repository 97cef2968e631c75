"""Objects come out of a JSON file whatever it is cut into, and name the line they begin on."""

import json
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from kurslink.sources.json_stream import each_object

VALUES = st.none() | st.integers() | st.text(max_size=8) | st.lists(st.text(max_size=3), max_size=2)
OBJECTS = st.lists(st.dictionaries(st.sampled_from(["a", "courses", '"']), VALUES), max_size=3)


def pieces(text: str, cuts: list[int]) -> Iterator[str]:
    places = sorted({0, len(text), *(cut % (len(text) + 1) for cut in cuts)})
    yield from (text[begin:end] for begin, end in pairwise(places))


@settings(max_examples=40)
@given(
    OBJECTS,
    st.lists(st.integers(0, 10_000), max_size=8),
    st.sampled_from([None, 0, 2]),
    st.booleans(),
)
def test_any_cut_gives_the_same_objects(
    objects: list[dict[str, Any]],
    cuts: list[int],
    indent: int | None,
    is_ascii: bool,  # hypothesis gives it by place
) -> None:
    document = {"note": 'say "courses": [', "all": {"courses": objects}}
    text = json.dumps(document, indent=indent, ensure_ascii=is_ascii)
    found = [value for _, value in each_object(pieces(text, cuts), name="courses", at_most=10**6)]
    assert found == objects


@settings(max_examples=20)
@given(st.lists(st.integers(0, 5), min_size=1, max_size=6), st.lists(st.integers(0, 99)))
def test_the_line_is_that_where_the_object_begins(blank: list[int], cuts: list[int]) -> None:
    lines, at, text = [], 1, '{"courses": ['
    for number, count in enumerate(blank):
        text += ("," if number else "") + "\n" * count + f'{{"n":\n{number}}}'
        lines.append(at + count)
        at += count + 1
    found = each_object(pieces(text + "]}", cuts), name="courses", at_most=1000)
    assert [line for line, _ in found] == lines
