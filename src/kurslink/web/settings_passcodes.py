"""„Passwörter": how the passcodes of a Zugang's meetings are made, in fields and in words."""

import random
from dataclasses import asdict, dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.text import format_lazy
from django.utils.translation import gettext as translate
from django.utils.translation import gettext_lazy as _

from kurslink.planning.passcodes import (
    LONGEST,
    SHORTEST_RUN_RULE,
    ContradictoryRule,
    PasscodeRule,
    effective,
    generate,
)
from kurslink.services.errors import Refusal, RefusalCode
from kurslink.services.passcode_structure import (
    SavedStructure,
    own_structure,
    read_passcode_rule,
    save_passcode_rule,
)
from kurslink.services.words.describe_passcode_rule import describe_rule, rule_parts
from kurslink.services.words.sentences import Explanation, explain
from kurslink.web.forms import KernForm, add_refusal
from kurslink.web.page import PATIENCE
from kurslink.web.settings_page import AccountPage

_LONGEST_RUN_RULE = 8  # Zoom's largest value of consecutive_characters_length
_RUNS = [
    (0, _("erlaubt")),
    *(
        (n, format_lazy(_("höchstens {n} Zeichen"), n=n - 1))
        for n in range(SHORTEST_RUN_RULE, _LONGEST_RUN_RULE + 1)
    ),
]


class PasscodeForm(KernForm):
    """The own structure of passcodes; the names are those of PasscodeRule."""

    length = forms.IntegerField(
        label=_("Länge"),
        min_value=1,
        max_value=LONGEST,
        help_text=_("Mindestens so viele Zeichen; Zoom erlaubt höchstens 10."),
        widget=forms.NumberInput(attrs={"class": "kern-form-input__input short"}),
    )
    only_numeric = forms.BooleanField(label=_("Nur Nummernkenncode zulassen"), required=False)
    letter = forms.BooleanField(label=_("Mindestens ein Buchstabe"), required=False)
    upper_and_lower = forms.BooleanField(label=_("Große und kleine Buchstaben"), required=False)
    number = forms.BooleanField(label=_("Mindestens eine Ziffer"), required=False)
    special = forms.BooleanField(label=_("Mindestens ein Sonderzeichen (@ - _ *)"), required=False)
    consecutive = forms.TypedChoiceField(
        label=_("Folgen wie 1234, aaaa"), choices=_RUNS, coerce=int
    )

    def rule(self) -> PasscodeRule:
        """What was entered."""
        return PasscodeRule(**self.cleaned_data)


@dataclass(frozen=True)
class Example:
    """What comes of a rule: its words and a passcode made by it, or why there can be none."""

    words: str
    passcode: str = ""
    explanation: Explanation | None = None


def example_of(rule: PasscodeRule) -> Example:
    """The rule in words, with a passcode as the next meeting might get it."""
    try:
        words = describe_rule(effective(rule))
        return Example(words, passcode=generate(rule, random.SystemRandom()))
    except ContradictoryRule:
        refusal = Refusal(RefusalCode.PASSCODE_STRUCTURE, parts=rule_parts(rule))
        return Example(describe_rule(rule), explanation=explain(refusal))


class AccountPasscodes(AccountPage):
    """Shows, tries out and stores the structure; „Auslesen" takes over Zoom's."""

    tab = "account_passcodes"

    def get(self, request: HttpRequest, **_address: int) -> HttpResponse:
        """The structure as stored; without one, the standard of six digits."""
        return self._fill_in(request, own_structure(self.account) or effective(PasscodeRule()))

    def post(self, request: HttpRequest, **_address: int) -> HttpResponse:
        """Store, go back to the standard, read Zoom's, or only show what would come of it."""
        if "read" in request.POST:
            zooms = read_passcode_rule(self.account, actor=self.actor, budget=PATIENCE)
            return self._fill_in(request, effective(zooms), zooms=describe_rule(zooms))
        if "standard" in request.POST:
            return self._saved(request, save_passcode_rule(self.account, None, actor=self.actor))
        form = PasscodeForm(request.POST)
        if form.is_valid() and "save" in request.POST:
            try:
                saved = save_passcode_rule(
                    self.account, form.rule(), actor=self.actor, budget=PATIENCE
                )
                return self._saved(request, saved)
            except Refusal as refusal:
                add_refusal(form, refusal)
        status = 422 if form.errors else 200
        example = example_of(form.rule()) if not form.errors else None
        return self._show(request, form, status, example=example)

    def _fill_in(self, request: HttpRequest, rule: PasscodeRule, zooms: str = "") -> HttpResponse:
        form = PasscodeForm(initial=asdict(rule))
        return self._show(request, form, example=example_of(rule), zooms=zooms)

    def _saved(self, request: HttpRequest, saved: SavedStructure) -> HttpResponse:
        messages.success(request, translate("Der Aufbau des Passworts ist gespeichert."))
        if saved.stricter:
            added = translate("Zoom verlangt mehr. Ergänzt wurde: %(parts)s.")
            messages.warning(request, added % {"parts": ", ".join(saved.stricter)})
        if saved.unread:
            unread = translate("Ob der Aufbau Zoom genügt, ist noch nicht geprüft. %(why)s")
            messages.warning(request, unread % {"why": explain(saved.unread).message})
        return redirect("account_passcodes", self.account.pk)

    def _show(
        self, request: HttpRequest, form: PasscodeForm, status: int = 200, **shown: Any
    ) -> HttpResponse:
        context = {"form": form, "is_own": self.account.passcode_rule is not None, **shown}
        return self.draw(request, "accounts/passcodes.html", context, status)
