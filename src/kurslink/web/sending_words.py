"""How the fate of a person looks before sending: words that need no colour, and a symbol."""

from kurslink.services.mails.wish import Fate
from kurslink.services.words.describe_sending import describe_fate
from kurslink.web.day_words import Words

_LOOKS = {
    Fate.MAIL: ("success", "mail"),
    Fate.LETTER: ("warning", "warning"),
    Fate.HAS_IT: ("quiet", "check"),
    Fate.NOT_TOLD_BEFORE: ("quiet", "close"),
    Fate.NO_WAY_IN: ("warning", "warning"),
}


def words_for_fate(fate: Fate) -> Words:
    """What the table says about one person."""
    return Words(*_LOOKS[fate], describe_fate(fate))
