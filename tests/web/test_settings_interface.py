"""„Schnittstelle": tokens and webhooks, whose secrets are shown once."""

from django.test import Client

from kurslink.models import ApiToken, Role, WebhookEndpoint
from tests.web.browser import Browser

PAGE = "/einstellungen/schnittstelle/"
HOOK = f"{PAGE}webhooks/"


def test_a_token_is_shown_once_and_works_until_it_is_revoked(system: Browser) -> None:
    page = system.post(PAGE, name="Website", role=Role.OFFICE)
    (secret,) = page.texts("//code[@id='secret']")
    assert system.get(PAGE).texts("//code[@id='secret']") == []
    token = ApiToken.objects.get()
    assert system.get(PAGE).rows()[0][:4] == [
        "Website",
        f"{token.prefix}…",
        "Verwaltung",
        "gültig",
    ]
    headers = {"Authorization": f"Bearer {secret}"}
    assert Client().get("/api/v1/semesters", headers=headers).status_code == 200
    page = system.post(f"{PAGE}token/{token.pk}/widerrufen/")
    assert page.notices == ["Das Token ist widerrufen."]
    assert system.get(PAGE).rows()[0][3] == "widerrufen"
    assert Client().get("/api/v1/semesters", headers=headers).status_code == 401


def test_a_token_needs_a_name(system: Browser) -> None:
    page = system.post(PAGE, name=" ", role=Role.OFFICE)
    assert (page.status, ApiToken.objects.count()) == (422, 0)


def test_a_webhook_is_added_tested_and_deleted(system: Browser) -> None:
    page = system.post(f"{HOOK}neu/", url="https://127.0.0.1/", events=["course.changed"])
    assert page.status == 422
    assert page.errors[0].startswith("An diese Adresse sendet Kurslink nichts.")
    page = system.post(f"{HOOK}neu/", url="https://example.invalid/", events=["course.changed"])
    hook = WebhookEndpoint.objects.get()
    assert page.texts("//code[@id='secret']") == [hook.secret]
    page = system.post(f"{HOOK}{hook.pk}/testen/")
    assert page.notices == ["Der Test ist nicht angekommen: not_reached."]
    page = system.get(f"{HOOK}{hook.pk}/")
    assert page.rows()[0][1:] == ["ping", "aufgegeben", "not_reached", "9"]
    assert page.texts("//code[@id='secret']") == []
    assert system.post(f"{HOOK}{hook.pk}/loeschen/").notices == ["Der Webhook ist gelöscht."]
    assert not WebhookEndpoint.objects.exists()
