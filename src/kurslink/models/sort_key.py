"""Sorting as German dictionaries do (DIN 5007-1): ä as a, ß as ss, whatever the server's locale."""

import unicodedata

from django.db import models
from django.db.models import F, Value
from django.db.models.functions import Concat, Lower, Replace

_NO_ACCENT = {"ı": "i", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D"}
_LATIN = "".join(map(chr, range(0xC0, 0x180)))


def _plain(letter: str) -> str:
    """The letter without its accent; itself if it has none, or becomes two."""
    plain = unicodedata.normalize("NFD", letter)[0]
    return _NO_ACCENT.get(letter, plain if plain.isascii() else letter)


_ACCENTED = "".join(letter for letter in _LATIN if _plain(letter) != letter)
_BARE = "".join(map(_plain, _ACCENTED))


_TEXT = models.TextField()


class Translate(models.Func):
    """PostgreSQL's translate: letter by letter."""

    function = "translate"
    output_field = _TEXT


def sort_key(*names: str) -> models.GeneratedField:
    """A column the database keeps: the columns `names` one after the other, in sortable letters."""
    first, *others = (F(name) for name in names)
    text: models.F | Concat = first
    for other in others:
        text = Concat(text, Value(" "), other, output_field=_TEXT)
    bare: models.Func = Translate(text, Value(_ACCENTED), Value(_BARE))
    spelt = bare
    for letter, letters in (("ß", "ss"), ("ẞ", "SS")):
        pair = Value(letter, output_field=_TEXT), Value(letters, output_field=_TEXT)
        spelt = Replace(spelt, *pair, output_field=_TEXT)
    column = models.TextField(db_collation="C")  # by letter, as the key is made for
    return models.GeneratedField(
        expression=Lower(spelt, output_field=_TEXT), output_field=column, db_persist=True
    )
