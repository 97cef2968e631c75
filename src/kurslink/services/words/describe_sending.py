"""What becomes of somebody when mails are sent, and what changed since they were told, in words."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from kurslink.models import Dispatch, DispatchState
from kurslink.services.mails.told_changes import Change, ChangeKind
from kurslink.services.mails.wish import Fate
from kurslink.services.words.sentences import fill

_VALUES = {
    "WEBIN_LINK": _("neuer Link"),
    "WEBIN_PW": _("neues Passwort"),
    "WEBIN_MID": _("neue Meeting-ID"),
    "WEBIN_RUFN": _("neue Rufnummer"),
    "WEBIN_TNCO": _("neuer Teilnehmer-Code"),
    "WEBIN_MOCO": _("neuer Moderator-Code"),
    "WEBIN_SW": _("andere Software"),
}
_DAYS = {
    ChangeKind.DAY_NEW: _("{day} kommt hinzu"),
    ChangeKind.DAY_GONE: _("{day} entfällt"),
    ChangeKind.DAY_OTHER_TIME: _("{day} zu anderer Uhrzeit"),
}

_FATES = {
    Fate.MAIL: _("E-Mail"),
    Fate.LETTER: _("ohne E-Mail: Brief drucken"),
    Fate.HAS_IT: _("hat es schon"),
    Fate.NOT_TOLD_BEFORE: _("hatte noch keine Zugangsdaten"),
    Fate.NO_WAY_IN: _("ohne Link und Rufnummer: nicht möglich"),
}

_PLANNED = _("{number}: Der Versand ist für {when} geplant.")
_SUMS = _("E-Mails: {mails}, Briefe: {letters}")
_WRITTEN = _("{number}: Im Postausgang sind jetzt {sums}.")


def describe_placed(dispatch: Dispatch) -> str:
    """What a dispatch came to that was just placed: planned, or so many mails and letters."""
    number = dispatch.course.number
    if dispatch.state == DispatchState.PLANNED:
        return fill(_PLANNED, {"number": number, "when": dispatch.due_at})
    addresses = dispatch.mails.values_list("to_address", flat=True)
    letters = sum(not address for address in addresses)
    return fill(
        _WRITTEN, {"number": number, "sums": count_sendings(len(addresses) - letters, letters)}
    )


def count_sendings(mails: int, letters: int) -> str:
    """„E-Mails: 2, Briefe: 1"."""
    return fill(_SUMS, {"mails": mails, "letters": letters})


def describe_fate(fate: Fate) -> str:
    """What becomes of one person."""
    return str(_FATES[fate])


def describe_change(change: Change) -> str:
    """„neuer Link", „Di 03.08.2021 entfällt"; never the value itself."""
    if change.kind is ChangeKind.VALUE:
        return str(_VALUES[change.name])
    return fill(_DAYS[change.kind], {"day": date.fromisoformat(change.name)})
