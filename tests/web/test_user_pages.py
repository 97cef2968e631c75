"""„Benutzer & Rechte": inviting, changing, ending sessions, and the way through an invitation."""

from urllib.parse import urlsplit

import pytest
from allauth.mfa.models import Authenticator
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kurslink.models import MailMessage, Role, SecondFactorRule, User
from tests.course_office import NOW
from tests.mails import ready_to_send
from tests.people import PASSWORD, make_user
from tests.web.browser import Browser

LIST = "/einstellungen/benutzer/"


def page_of(user: User) -> str:
    return f"{LIST}{user.pk}/"


def test_the_list_shows_who_may_what(system: Browser) -> None:
    anna, bert = make_user("anna", Role.READER), make_user("bert", is_active=False)
    User.objects.filter(pk=anna.pk).update(last_login=NOW)
    User.objects.filter(pk=bert.pk).update(last_login=None)
    Authenticator.objects.create(user=anna, type="totp", data={})
    Authenticator.objects.create(user=bert, type="recovery_codes", data={})
    rows = system.get(LIST).rows()
    assert [row[:4] + row[5:6] for row in rows] == [
        ["Anna", "anna@vhs.example", "Leserecht", "aktiv", "ja"],
        ["M. Brandt", "system@vhs.example", "Systemverwaltung", "aktiv", "nein"],
        ["Bert", "bert@vhs.example", "Verwaltung", "abgeschaltet", "nein"],
    ]
    assert rows[2][4] == "–"


def test_the_list_asks_as_often_for_many_as_for_one(system: Browser) -> None:
    counts = []
    system.get(LIST)
    for name in ("anna", "bert", "cora"):
        make_user(name)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            system.get(LIST)
        counts.append(len(queries))
    assert counts[0] == counts[2]


def test_an_invited_person_chooses_a_password_and_signs_in(system: Browser) -> None:
    page = system.post(
        f"{LIST}neu/", email="neu@vhs.example", name="Neu", role="reader", language="de"
    )
    assert page.heading == "Einladung für Neu"
    (link,) = page.texts("//*[@id='link']")
    assert system.get(LIST).rows()[1][3].startswith("eingeladen bis ")
    browser, path = Browser(Client()), urlsplit(link).path
    assert browser.get(path).heading == "Willkommen bei Kurslink"
    different = browser.post(path, password=PASSWORD, again="anders")
    assert (different.status, different.errors) == (
        422,
        ["Die beiden Passwörter sind verschieden."],
    )
    weak = browser.post(path, password="12345678", again="12345678")
    assert (weak.status, weak.errors[0][:30]) == (422, "Das Passwort ist zu schwach: D")
    page = browser.post(path, password=PASSWORD, again=PASSWORD)
    assert page.notices == ["Ihr Passwort ist festgelegt. Melden Sie sich an."]
    page = browser.post("/konto/anmelden/", login="neu@vhs.example", password=PASSWORD)
    assert page.heading == "Übersicht"
    assert Browser(Client()).get(path).status == 410


def test_with_a_mail_server_nobody_sees_the_link(system: Browser) -> None:
    with ready_to_send():
        page = system.post(
            f"{LIST}neu/", email="neu@vhs.example", name="Neu", role="reader", language="de"
        )
    assert page.notices == ["Die Einladung an neu@vhs.example ist unterwegs."]
    mail = MailMessage.objects.get()
    shown = system.get(f"/versand/{mail.pk}/").response.content.decode()
    assert ("[persönlicher Link]" in shown, "/konto/einladung/" in shown) == (True, False)


def test_what_is_wrong_stands_at_its_field(system: Browser) -> None:
    page = system.post(
        f"{LIST}neu/", email="system@vhs.example", name="Neu", role="reader", language="de"
    )
    assert (page.status, page.errors) == (
        422,
        [
            "Die Person system@vhs.example gibt es schon. "
            "Ändern Sie die vorhandene, statt eine zweite anzulegen."
        ],
    )


def test_another_role_holds_at_once_and_ends_the_sessions_of_the_old_one(system: Browser) -> None:
    anna, browser = make_user("anna"), Browser(Client())
    browser.client.force_login(anna)
    assert browser.get("/import/").status == 200
    fields = {"name": "Anna", "role": "reader", "is_active": "on"}
    assert system.post(page_of(anna), **fields).notices == ["Die Angaben sind gespeichert."]
    assert browser.get("/import/").heading == "Bei Kurslink anmelden"


@pytest.mark.parametrize("what", ["abmelden/", "switched off and on"])
def test_sessions_end_and_stay_ended(system: Browser, what: str) -> None:
    anna, browser = make_user("anna"), Browser(Client())
    browser.client.force_login(anna)
    if what == "abmelden/":
        page = system.post(page_of(anna) + what)
        assert page.notices == ["Anna ist überall abgemeldet."]
    else:
        system.post(page_of(anna), name="Anna", role="office")
        system.post(page_of(anna), name="Anna", role="office", is_active="on")
    assert browser.get("/kurse/").heading == "Bei Kurslink anmelden"


def test_the_last_system_user_cannot_be_demoted(system: Browser) -> None:
    last = User.objects.get()
    page = system.post(page_of(last), name="M. Brandt", role="office", is_active="on")
    assert (page.status, len(page.errors)) == (422, 1)
    assert page.errors[0].startswith("M. Brandt ist die letzte aktive Systemverwaltung")


def test_form_fields_nobody_asked_for_change_nothing(system: Browser) -> None:
    anna = make_user("anna")
    fields = {"name": "Anna", "role": "office", "is_active": "on", "email": "x@y.example"}
    system.post(page_of(anna), **fields, password="x", session_round="9")
    held = User.objects.get(pk=anna.pk)
    assert (held.email, held.password, held.session_round) == (anna.email, anna.password, 0)


def test_a_lost_second_factor_is_reset_and_its_owner_told(system: Browser) -> None:
    anna = make_user("anna")
    Authenticator.objects.create(user=anna, type="totp", data={})
    page = system.post(page_of(anna) + "zweiter-faktor/")
    assert page.notices == ["Der zweite Faktor von Anna ist zurückgesetzt."]
    assert not Authenticator.objects.exists()
    mail = MailMessage.objects.get()
    assert (mail.to_address, mail.subject) == (anna.email, "Zweiter Faktor zurückgesetzt")
    assert "die Systemverwaltung (M. Brandt)" in mail.text


def test_the_rule_for_second_factors_is_stored_and_holds_for_who_stores_it(system: Browser) -> None:
    page = system.post(f"{LIST}zweiter-faktor/", rule=SecondFactorRule.SYSTEM.value)
    assert page.heading == "Anmeldung & Sicherheit"
    assert page.notices[-1].startswith("Für Ihre Rolle ist ein zweiter Faktor verlangt.")
