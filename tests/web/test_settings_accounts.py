"""A Zugang: both kinds with the seed's labels, tested before saving, retired and deleted."""

from datetime import date

from cryptography.fernet import Fernet
from pytest_django import Settings

from kurslink.models import AccountKind, Plan, ZoomAccount
from tests.course_office import make_account, make_course, transfer, weekly
from tests.simulator_process import RunningSimulator
from tests.web.browser import Browser, Shown

NEW = "/einstellungen/zoom/zugaenge/neu/"

# Anhang 115, 1.2.1, for the older kind; the present kind has Zoom's three values instead.
LABELS = [
    "E-Mail-Adresse für Zoom",
    "Art",
    "Account-ID",
    "Client-ID",
    "Client-Secret",
    "API Key (App Marketplace)",
    "API Secret (App Marketplace)",
    "Token gültig für",
    "Tarif",
    "Puffer zwischen zwei Kursen einer Lizenz (Minuten)",
    "Adresse für Zoom",
    "Secret Token für Ereignisse",
    "API-Adresse",
    "Token-Adresse",
    "Termine je Serie höchstens",
]


def entered(simulator: RunningSimulator, **changes: str) -> dict[str, str]:
    return {
        "email": simulator.hosts[0],
        "kind": AccountKind.SERVER_TO_SERVER,
        "account_id": simulator.account_id,
        "client_id": simulator.client_id,
        "client_secret": simulator.client_secret,
        "token_validity": "day",
        "is_practice": "on",
        "api_url": simulator.api_url,
        "oauth_url": simulator.oauth_url,
        "max_occurrences": "50",
        "plan": "pro",
        "buffer_minutes": "15",
    } | changes


def at(account: ZoomAccount, page: str = "") -> str:
    return f"/einstellungen/zoom/zugaenge/{account.pk}/{page}"


def steps(page: Shown) -> list[str]:
    return page.texts("//*[@id='checks']//li")


def test_the_form_has_the_labels_of_the_office(system: Browser) -> None:
    page = system.get(NEW)
    assert page.labels == LABELS
    assert page.buttons == ["Speichern", "Verbindung testen", "Abbrechen"]


def test_the_older_kind_is_marked_and_never_chosen_beforehand(system: Browser) -> None:
    page = system.get(NEW)
    assert page.texts("//select[@name='kind']/option") == [
        "Server-to-Server OAuth",
        "JWT (von Zoom am 08.09.2023 abgeschaltet)",
    ]
    chosen = {
        name: page.texts(f"//select[@name='{name}']/option[@selected]")
        for name in ("kind", "token_validity")
    }
    assert chosen == {"kind": ["Server-to-Server OAuth"], "token_validity": ["1 Tag"]}


def test_the_guide_names_every_scope_to_copy(system: Browser) -> None:
    guide = "//ul[@class='scopes']//code"
    assert system.get(NEW).texts(guide) == system.get("/hilfe/zoom-app/").texts(guide)
    assert len(system.get(NEW).texts(guide)) == 8


def test_the_guide_names_the_events_to_subscribe_to(system: Browser) -> None:
    named = "//ul[@class='scopes events']//code"
    assert system.get(NEW).texts(named) == system.get("/hilfe/zoom-app/").texts(named)
    assert system.get(NEW).texts(named) == [
        "Meeting has been updated",
        "Meeting has been deleted",
        "Meeting has been permanently deleted",
        "Meeting has been recovered",
    ]


def test_the_connection_is_tested_before_anything_is_saved(
    system: Browser, simulator: RunningSimulator
) -> None:
    page = system.post(NEW, test="1", **entered(simulator))
    assert [step.split(":")[0] for step in steps(page)] == [
        "Adresse von Zoom",
        "Weg ins Internet",
        "Verschlüsselung",
        "Uhrzeit",
        "Anmeldung bei Zoom",
        "Berechtigungen der App",
        "E-Mail-Adresse gehört zum Zoom-Konto",
        "Benutzer lesbar",
        "Lizenzen",
        "Anforderungen an Passwörter lesbar",
        "Teilnahme ohne Anmeldung bei Zoom",
    ]
    assert steps(page)[8] == f"Lizenzen: {len(simulator.hosts)} mit Lizenz"
    assert ZoomAccount.objects.count() == 0


def test_a_failing_step_says_why_and_later_ones_are_not_checked(
    system: Browser, simulator: RunningSimulator
) -> None:
    page = system.post(NEW, test="1", **entered(simulator, client_secret="falsch"))
    token, *later = steps(page)[4:]
    assert token.startswith("Anmeldung bei Zoom: Zoom erkennt die Zugangsdaten nicht an")
    assert {step.rpartition(": ")[2] for step in later} == {"nicht geprüft"}
    assert "falsch" not in page.response.content.decode()


def test_what_is_missing_for_a_test_is_named(system: Browser, simulator: RunningSimulator) -> None:
    page = system.post(NEW, test="1", **entered(simulator, client_id="", email=""))
    assert page.status == 422
    assert [line.split(":")[0] for line in steps(page)] == ["E-Mail-Adresse für Zoom"]
    page = system.post(NEW, test="1", **entered(simulator, client_id=""))
    assert [line.split(":")[0] for line in steps(page)] == ["Client-ID"]


def test_a_new_account_leads_on_to_its_users(system: Browser, simulator: RunningSimulator) -> None:
    page = system.post(NEW, **entered(simulator))
    assert page.address == at(ZoomAccount.objects.get(), "benutzer/")
    assert (page.notices, page.buttons) == (
        ["Der Zugang ist gespeichert."],
        ["Benutzer auslesen"],
    )


def test_an_account_of_the_older_kind_is_saved(
    system: Browser, simulator: RunningSimulator
) -> None:
    older = entered(simulator, kind="jwt", api_key="k", api_secret="s", token_validity="week")
    system.post(NEW, **older)
    account = ZoomAccount.objects.get()
    assert (account.kind, account.api_key, account.token_validity) == ("jwt", "k", "week")
    assert account.client_secret == ""
    assert system.get(at(account)).texts("//*[@class='state state--warning']") == [
        "JWT (von Zoom am 08.09.2023 abgeschaltet)"
    ]


def test_the_secret_is_never_shown_and_kept_when_left_empty(
    system: Browser, simulator: RunningSimulator
) -> None:
    account = make_account(simulator)
    page = system.get(at(account))
    assert simulator.client_secret not in page.response.content.decode()
    system.post(at(account), **entered(simulator, client_secret="", client_id="neu"))
    account.refresh_from_db()
    assert (account.client_id, account.client_secret) == ("neu", simulator.client_secret)


def test_the_address_for_events_is_there_to_be_copied(
    system: Browser, simulator: RunningSimulator, settings: Settings
) -> None:
    settings.KURSLINK_PUBLIC_URL = "https://kurslink.vhs.example/"
    assert not system.get(NEW).tree.xpath("//*[@id='copy-events']")
    account = make_account(simulator)
    (copied,) = system.get(at(account)).tree.xpath("//*[@id='copy-events']/@data-copy")
    assert copied == f"https://kurslink.vhs.example/zoom/ereignisse/{account.pk}/"


def test_the_secret_of_events_is_never_shown_and_kept_when_left_empty(
    system: Browser, simulator: RunningSimulator
) -> None:
    account = make_account(simulator)
    system.post(at(account), **entered(simulator, webhook_secret=" canary-1 "))
    page = system.post(at(account), **entered(simulator, webhook_secret=""))
    assert "canary-1" not in page.response.content.decode()
    assert "Ist hinterlegt." in page.texts("//*[@id='id_webhook_secret_helptext']")[0]
    assert ZoomAccount.objects.get().webhook_secret == "canary-1"


def test_with_another_address_the_secret_of_events_is_asked_for_again(
    system: Browser, simulator: RunningSimulator
) -> None:
    account = make_account(simulator)
    system.post(at(account), **entered(simulator, webhook_secret="canary-1"))
    moved = simulator.api_url.replace("127.0.0.1", "localhost")
    page = system.post(at(account), **entered(simulator, api_url=moved))
    assert page.notices[:2] == [
        "Der Zugang ist gespeichert.",
        "Weil sich die Adressen geändert haben, ist das Secret Token für Ereignisse nicht mehr "
        "hinterlegt. Geben Sie es neu ein, damit Kurslink weiter von Änderungen in Zoom erfährt.",
    ]
    assert ZoomAccount.objects.get().webhook_secret == ""


def test_what_zoom_does_not_tell_is_entered(system: Browser, simulator: RunningSimulator) -> None:
    account = make_account(simulator, plan=Plan.PRO)
    page = system.get(at(account))
    assert page.texts("//select[@name='plan']/option[@selected]") == ["Pro"]
    system.post(at(account), **entered(simulator, plan="business", buffer_minutes="30"))
    account.refresh_from_db()
    assert (account.plan, account.buffer_minutes) == ("business", 30)
    page = system.post(at(account), **entered(simulator, plan="gold", buffer_minutes="-1"))
    assert (page.status, len(page.errors)) == (422, 2)


def test_changing_an_account_keeps_its_topic(system: Browser, simulator: RunningSimulator) -> None:
    account = make_account(simulator)
    ZoomAccount.objects.update(topic_template="<KURSNR>")
    system.post(at(account), **entered(simulator, max_occurrences="60"))
    account.refresh_from_db()
    assert (account.topic_template, account.max_occurrences) == ("<KURSNR>", 60)


def test_a_foreign_address_is_refused(system: Browser, simulator: RunningSimulator) -> None:
    foreign = entered(simulator, api_url="https://zoom.example", oauth_url="")
    page = system.post(NEW, **foreign)
    assert (page.status, ZoomAccount.objects.count()) == (422, 0)
    assert page.notices[0].startswith("Die Adresse https://zoom.example gehört nicht zu Zoom.")


def test_a_second_account_of_the_same_zoom_account_is_refused(
    system: Browser, simulator: RunningSimulator
) -> None:
    make_account(simulator)
    page = system.post(NEW, **entered(simulator, email=simulator.hosts[1]))
    assert page.notices[0].startswith(
        f"Für dieses Zoom-Konto gibt es schon den Zugang {simulator.hosts[0]}."
    )


def test_a_retired_account_is_marked_and_can_be_revived(
    system: Browser, simulator: RunningSimulator
) -> None:
    account = make_account(simulator)
    page = system.post(at(account, "stilllegen/"))
    assert (page.notices, page.rows()[0][1]) == (["Der Zugang ist stillgelegt."], "stillgelegt")
    page = system.post(at(account, "einschalten/"))
    assert page.rows()[0][1] == "aktiv"


def test_deleting_says_first_what_it_means(system: Browser, simulator: RunningSimulator) -> None:
    account = make_account(simulator)
    assert system.get(at(account, "loeschen/")).buttons == ["Zugang löschen", "Abbrechen"]
    page = system.post(at(account, "loeschen/"))
    assert page.notices == [f"Der Zugang {account.email} ist gelöscht."]
    assert ZoomAccount.objects.count() == 0


def test_an_account_with_meetings_is_not_deleted_and_the_courses_are_named(
    system: Browser, simulator: RunningSimulator
) -> None:
    account = make_account(simulator)
    transfer(make_course(days=weekly(date(2026, 9, 2), 2)))
    page = system.post(at(account, "loeschen/"))
    assert page.status == 409
    (hint,) = page.texts("//*[@class='notice__hint']")
    assert hint.startswith("Löschen Sie zuerst die Meetings der Kurse 262-4107.")


def test_with_the_key_lost_pages_say_so_and_the_secret_can_be_entered_anew(
    system: Browser, simulator: RunningSimulator, settings: Settings
) -> None:
    account = make_account(simulator)
    settings.KURSLINK_ENCRYPTION_KEYS = lambda: [Fernet.generate_key()]
    for tab in ("", "meeting/", "benutzer/", "passwoerter/", "loeschen/"):
        assert system.get(at(account, tab)).status == 200
    assert system.get("/einstellungen/zoom/").status == 200
    page = system.post(at(account, "benutzer/"), read="1")
    lost = "Ein gespeichertes Geheimnis lässt sich nicht öffnen: Der passende Schlüssel fehlt."
    assert (page.status, page.notices) == (500, [lost])
    key = Fernet.generate_key()
    settings.KURSLINK_ENCRYPTION_KEYS = lambda: [key]
    system.post(at(account), **entered(simulator))
    assert system.post(at(account, "benutzer/"), read="1").status == 200
