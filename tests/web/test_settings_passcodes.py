"""„Passwörter": the structure in fields and in words, „Auslesen", and what Zoom adds."""

from kurslink.models import ZoomAccount
from kurslink.planning.passcodes import PasscodeRule, violations
from kurslink.services.passcode_structure import own_structure
from tests.course_office import make_account
from tests.simulator_process import RunningSimulator
from tests.web.browser import Browser, Shown

LABELS = ["Länge", "Folgen wie 1234, aaaa"]
TICKS = [
    "Nur Nummernkenncode zulassen",
    "Mindestens ein Buchstabe",
    "Große und kleine Buchstaben",
    "Mindestens eine Ziffer",
    "Mindestens ein Sonderzeichen (@ - _ *)",
]


def at(account: ZoomAccount) -> str:
    return f"/einstellungen/zoom/zugaenge/{account.pk}/passwoerter/"


def ticked(page: Shown) -> list[str]:
    return [str(name) for name in page.tree.xpath("//input[@type='checkbox'][@checked]/@name")]


def stored(account: ZoomAccount) -> PasscodeRule | None:
    return own_structure(ZoomAccount.objects.get(pk=account.pk))


def test_nothing_set_is_shown_as_six_digits(system: Browser, simulator: RunningSimulator) -> None:
    page = system.get(at(make_account(simulator)))
    assert page.labels == LABELS
    assert page.texts("//label[@class='check']") == TICKS
    assert page.buttons == ["Speichern", "Auslesen"]
    assert page.terms()["Regel"] == "mindestens 6 Zeichen, nur Ziffern"
    assert page.terms()["Zum Beispiel"].isdecimal()


def test_a_change_is_shown_in_words_with_an_example_and_not_stored(
    system: Browser, simulator: RunningSimulator
) -> None:
    account = make_account(simulator)
    page = system.post(at(account), length="9", letter="on", special="on", consecutive="4")
    shown = page.terms()
    assert shown["Regel"] == (
        "mindestens 9 Zeichen, mindestens ein Buchstabe, "
        "mindestens ein Sonderzeichen (@ - _ *), "
        "keine 4 Zeichen in Folge wie 1234, aaaa oder qwert"
    )
    rule = PasscodeRule(length=9, letter=True, special=True, consecutive=4)
    assert violations(rule, shown["Zum Beispiel"]) == ()
    assert stored(account) is None


def test_a_contradiction_is_explained(system: Browser, simulator: RunningSimulator) -> None:
    account = make_account(simulator)
    asked = {"length": "6", "only_numeric": "on", "letter": "on", "consecutive": "0"}
    (tried,) = system.post(at(account), **asked).notices
    (saved,) = system.post(at(account), save="1", **asked).notices
    assert tried == (
        "Der Aufbau des Passworts widerspricht sich: mindestens 6 Zeichen, nur Ziffern, "
        "mindestens ein Buchstabe."
    )
    assert saved.startswith(tried)
    assert stored(account) is None


def test_what_zoom_asks_beyond_the_structure_is_added_and_said(
    system: Browser, simulator: RunningSimulator
) -> None:
    account = make_account(simulator)
    simulator.control.alter_user(account.email, passcode_rules={"length": 8, "have_letter": True})
    page = system.post(at(account), save="1", length="6", number="on", consecutive="0")
    assert page.notices == [
        "Der Aufbau des Passworts ist gespeichert.",
        "Zoom verlangt mehr. Ergänzt wurde: mindestens 8 Zeichen, mindestens ein Buchstabe.",
    ]
    assert stored(account) == PasscodeRule(length=8, letter=True, number=True)


def test_read_out_fills_the_fields_with_zooms_requirements(
    system: Browser, simulator: RunningSimulator
) -> None:
    account = make_account(simulator)
    simulator.control.alter_user(account.email, passcode_rules={"length": 8, "have_letter": True})
    page = system.post(at(account), read="1")
    assert page.notices == ["In Zoom gilt: mindestens 8 Zeichen, mindestens ein Buchstabe."]
    assert (page.tree.xpath("string(//input[@name='length']/@value)"), ticked(page)) == (
        "8",
        ["letter"],
    )
    assert stored(account) is None


def test_the_way_back_to_the_standard_is_offered_once_a_structure_is_stored(
    system: Browser, simulator: RunningSimulator
) -> None:
    account = make_account(simulator)
    page = system.post(at(account), save="1", length="8", only_numeric="on", consecutive="0")
    assert page.buttons[-1] == "Zurück zum Standard"
    system.post(at(account), standard="1")
    assert stored(account) is None


def test_zoom_out_of_reach_is_a_sentence_under_the_accounts_head(
    system: Browser, simulator: RunningSimulator
) -> None:
    account = make_account(simulator)
    simulator.control.alter_app(scopes=[])
    simulator.control.drop_tokens()
    page = system.post(at(account), read="1")
    assert (page.status, page.heading) == (502, account.email)
    assert page.notices[0].startswith("Der App fehlen in Zoom Berechtigungen")
