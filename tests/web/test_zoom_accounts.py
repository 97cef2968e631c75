"""Zugänge: form, „Verbindung testen" before saving, and the „Benutzer"."""

from kurslink.models import ZoomAccount
from tests.course_office import make_account
from tests.simulator_process import RunningSimulator
from tests.web.browser import Browser, Shown

LABELS = [
    "E-Mail-Adresse für Zoom",
    "Account-ID",
    "Client-ID",
    "Client-Secret",
    "Aufbau des Themas",
    "API-Adresse",
    "Token-Adresse",
    "Termine je Serie höchstens",
]


def entered(simulator: RunningSimulator, **changes: str) -> dict[str, str]:
    return {
        "email": simulator.hosts[0],
        "account_id": simulator.account_id,
        "client_id": simulator.client_id,
        "client_secret": simulator.client_secret,
        "is_practice": "on",
        "api_url": simulator.api_url,
        "oauth_url": simulator.oauth_url,
        "max_occurrences": "50",
    } | changes


def checks(page: Shown) -> list[str]:
    return page.texts("//*[@id='checks']//li")


def test_the_form_has_the_labels_of_the_office(system: Browser) -> None:
    page = system.get("/zugaenge/neu/")
    assert page.labels == LABELS
    assert page.buttons == ["Speichern", "Verbindung testen", "Abbrechen"]


def test_the_connection_is_tested_before_anything_is_saved(
    system: Browser, simulator: RunningSimulator
) -> None:
    page = system.post("/zugaenge/neu/", test="1", **entered(simulator))
    assert checks(page) == [
        "Anmeldung bei Zoom: ja",
        "Berechtigungen der App: ja",
        "E-Mail-Adresse gehört zum Zoom-Konto: ja",
        f"Lizenzen: ja, {len(simulator.hosts)} gefunden",
        "Anforderungen an Passwörter lesbar: ja",
    ]
    assert ZoomAccount.objects.count() == 0


def test_a_failing_test_says_why_and_what_to_do(
    system: Browser, simulator: RunningSimulator
) -> None:
    page = system.post("/zugaenge/neu/", test="1", **entered(simulator, client_secret="falsch"))
    (only,) = checks(page)
    assert only.startswith("Anmeldung bei Zoom: nein")
    assert "falsch" not in page.response.content.decode()


def test_a_new_account_leads_on_to_its_users(system: Browser, simulator: RunningSimulator) -> None:
    page = system.post("/zugaenge/neu/", **entered(simulator))
    account = ZoomAccount.objects.get()
    assert page.address == f"/zugaenge/{account.pk}/benutzer/"
    assert (page.notices, page.buttons) == (
        ["Der Zugang ist gespeichert."],
        ["Benutzer auslesen"],
    )


def test_the_secret_is_never_shown_and_kept_when_left_empty(
    system: Browser, simulator: RunningSimulator
) -> None:
    account = make_account(simulator)
    page = system.get(f"/zugaenge/{account.pk}/")
    assert simulator.client_secret not in page.response.content.decode()
    system.post(f"/zugaenge/{account.pk}/", **entered(simulator, client_secret="", client_id="neu"))
    account.refresh_from_db()
    assert (account.client_id, account.client_secret) == ("neu", simulator.client_secret)


def test_a_foreign_address_is_refused(system: Browser, simulator: RunningSimulator) -> None:
    foreign = entered(simulator, api_url="https://zoom.example", oauth_url="")
    page = system.post("/zugaenge/neu/", **foreign)
    assert (page.status, ZoomAccount.objects.count()) == (422, 0)
    assert page.notices[0].startswith("Die Adresse")


def test_an_unknown_variable_of_the_topic_is_refused(
    system: Browser, simulator: RunningSimulator
) -> None:
    page = system.post("/zugaenge/neu/", **entered(simulator, topic_template="<KURSLEITER>"))
    assert (page.status, ZoomAccount.objects.count()) == (422, 0)


def test_users_are_read_and_chosen(system: Browser, simulator: RunningSimulator) -> None:
    account = make_account(simulator)
    address = f"/zugaenge/{account.pk}/benutzer/"
    page = system.post(address, read="1")
    assert page.notices == [f"{account.users.count()} Benutzer gelesen."]
    second = account.users.get(email=simulator.hosts[1])
    page = system.post(address, user=[second.pk])
    assert page.notices == ["Die Auswahl der Hosts ist gespeichert."]
    assert page.tree.xpath("//input[@name='user'][@checked]/@value") == [str(second.pk)]


def test_the_list_names_licences(office: Browser, simulator: RunningSimulator) -> None:
    account = make_account(simulator, offer=2)
    page = office.get("/zugaenge/")
    assert page.rows() == [
        [
            f"{account.email} Übungszugang",
            "aktiv",
            f"2 von {account.users.count()} freigegeben",
            "Do 20.08.2026, 12:00",
        ]
    ]


def test_without_an_account_the_page_says_who_adds_one(office: Browser, system: Browser) -> None:
    assert office.get("/zugaenge/").texts("//section/p") == [
        "Noch kein Zugang. Die Systemverwaltung legt ihn an."
    ]
    assert system.get("/zugaenge/").buttons == ["Zugang anlegen"]
