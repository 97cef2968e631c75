"""Words for what a passcode lacks, and for what a rule asks of passcodes."""

from django.utils.translation import gettext_lazy as _

from kurslink.planning.passcodes import Violation

VIOLATIONS = {
    Violation.TOO_SHORT: _("es ist zu kurz"),
    Violation.TOO_LONG: _("es hat mehr als 10 Zeichen"),
    Violation.CHARACTER: _("es enthält ein nicht erlaubtes Zeichen"),
    Violation.LETTER: _("es braucht einen Buchstaben"),
    Violation.NUMBER: _("es braucht eine Ziffer"),
    Violation.SPECIAL: _("es braucht ein Sonderzeichen (@ - _ * !)"),
    Violation.ONLY_NUMERIC: _("es darf nur Ziffern enthalten"),
    Violation.UPPER_AND_LOWER: _("es braucht große und kleine Buchstaben"),
    Violation.CONSECUTIVE: _("es enthält eine Folge wie 1234, aaaa oder qwert"),
}

RULE_PARTS = {
    "length": _("mindestens {value} Zeichen"),
    "only_numeric": _("nur Ziffern"),
    "letter": _("mindestens ein Buchstabe"),
    "upper_and_lower": _("große und kleine Buchstaben"),
    "number": _("mindestens eine Ziffer"),
    "special": _("mindestens ein Sonderzeichen (@ - _ *)"),
    "consecutive": _("keine {value} Zeichen in Folge wie 1234, aaaa oder qwert"),
}
NO_RULE = _("keine Anforderungen")
