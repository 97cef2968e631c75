"""What is kept is read in two languages; dates are written so that nobody mistakes them."""

from datetime import date, datetime

import pytest
from django.utils.translation import override

from kurslink.services.errors import Refusal, RefusalCode
from kurslink.services.words import dates
from kurslink.services.words.sentences import explain, in_words
from kurslink.services.words.stored import as_read, in_every_language

GERMAN = explain(Refusal(RefusalCode.STOPPED)).as_json()
DAY = date(2021, 8, 3)


def test_a_kept_sentence_is_read_in_the_language_of_its_reader() -> None:
    with override("en"):  # whoever caused it
        kept = in_every_language(lambda: explain(Refusal(RefusalCode.STOPPED)).as_json())
        english = explain(Refusal(RefusalCode.STOPPED)).as_json()
        assert as_read(kept) == english
    assert as_read(kept) == GERMAN != english
    assert kept["message"] == GERMAN["message"]


def test_what_was_kept_before_there_were_two_languages_is_read_as_it_is() -> None:
    with override("en"):
        assert as_read(GERMAN) == GERMAN


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("de", ["Di 03.08.2021", "Di 03.08.", "Di", "03.08.", "03.08.2021"]),
        ("en", ["Tue 3 Aug 2021", "Tue 3 Aug", "Tue", "3 Aug", "3 Aug 2021"]),
    ],
)
def test_dates_are_written_as_people_of_a_language_do(language: str, written: list[str]) -> None:
    with override(language):
        assert [
            dates.in_full(DAY),
            dates.without_year(DAY),
            dates.weekday(DAY),
            dates.of_month(DAY),
            dates.of_year(DAY),
        ] == written


def test_a_moment_has_24_hours_in_both_languages() -> None:
    moment = datetime(2021, 8, 3, 16, 30)  # noqa: DTZ001  # wall clock
    assert in_words(moment) == "Di 03.08.2021, 16:30 Uhr"
    with override("en"):
        assert in_words(moment) == "Tue 3 Aug 2021, 16:30"
