"""„Einrichtung", „Belegung" and „Meine Angaben": what mails say, and what is sent."""

from datetime import date

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from pytest_django import Settings

from kurslink.models import Institution, MailSettings, User
from kurslink.services.activation_code import Grant, issue_code, write_public_key
from tests.web.browser import Browser

INSTITUTION, ENROLMENTS, OWN = (
    "/einstellungen/einrichtung/",
    "/einstellungen/belegung/",
    "/meine-angaben/",
)
FILLED = {
    "short_name": "vhs",
    "name": "Volkshochschule Musterstadt",
    "street": "Marktplatz 1",
    "city": "39104 Magdeburg",
    "website": "www.vhs.example",
    "sender_address": "kurse@vhs.example",
    "contact_phone": "0391 100",
    "contact_email": "info@vhs.example",
}


def test_the_fields_of_the_institution_are_named_as_in_the_model(system: Browser) -> None:
    page = system.get(INSTITUTION)
    assert page.labels == [
        "Kürzel",
        "Name",
        "Straße",
        "PLZ Ort",
        "Internet",
        "Absenderadresse",
        "Telefon",
        "E-Mail",
    ]
    assert page.texts("//h2")[1] == "Standard-Ansprechpartner"


def test_the_institution_is_stored(system: Browser) -> None:
    page = system.post(INSTITUTION, **FILLED)
    assert page.notices == ["Die Angaben zur Einrichtung sind gespeichert."]
    held = Institution.load()
    assert {name: getattr(held, name) for name in FILLED} == FILLED


@pytest.mark.parametrize(
    ("field", "entered", "sentence"),
    [
        ("name", " ", "Der Name der Einrichtung fehlt."),
        ("website", "vhs musterstadt", "„vhs musterstadt“ ist keine Internetadresse."),
        ("sender_address", "vhs", "„vhs“ ist keine gültige E-Mail-Adresse."),
        ("contact_email", "a@b@c", "„a@b@c“ ist keine gültige E-Mail-Adresse."),
        ("street", "x" * 201, "„Straße“ hat 201 Zeichen; erlaubt sind 200."),
    ],
)
def test_what_cannot_stand_in_a_mail_is_refused_at_its_field(
    system: Browser, field: str, entered: str, sentence: str
) -> None:
    page = system.post(INSTITUTION, **FILLED | {field: entered})
    assert page.status == 422
    assert page.texts(f"//*[@id='id_{field}_error']")[0].startswith(sentence)
    assert Institution.load().short_name == ""


def test_the_switches_are_stored(system: Browser) -> None:
    page = system.get(ENROLMENTS)
    assert page.tree.xpath("//*[@type='checkbox'][@checked]/@name") == ["sends_access_data"]
    page = system.post(ENROLMENTS, corrects_by_itself="on", reminder_days="3", mails_per_minute="5")
    assert page.notices == ["Die Einstellungen sind gespeichert."]
    held = MailSettings.load()
    assert (held.sends_access_data, held.corrects_by_itself, held.sends_to_latecomers) == (
        False,
        True,
        False,
    )
    assert (held.reminder_days, held.reminder_hours, held.mails_per_minute) == (3, None, 5)


@pytest.mark.parametrize(
    ("field", "number", "sentence"),
    [
        ("reminder_days", "0", "ist 0; möglich ist 1 bis 60."),
        ("reminder_hours", "49", "ist 49; möglich ist 1 bis 48."),
        ("mails_per_minute", "99999999", "ist 99999999; möglich ist 1 bis 6000."),
    ],
)
def test_a_number_out_of_range_is_refused(
    system: Browser, field: str, number: str, sentence: str
) -> None:
    page = system.post(ENROLMENTS, **{"mails_per_minute": "60", field: number})
    assert page.status == 422
    assert sentence in page.texts(f"//*[@id='id_{field}_error']")[0]


def test_people_say_how_they_can_be_reached(reader: Browser) -> None:
    page = reader.get(OWN)
    assert (page.heading, page.labels) == (
        "Meine Angaben",
        ["Name", "Telefon", "Sprache", "E-Mail-Adresse"],
    )
    page = reader.post(
        OWN, name="M. Brandt-Berg", phone="0391 123", language="de", email="x@vhs.example"
    )
    assert page.notices == ["Ihre Angaben sind gespeichert."]
    user = User.objects.get()
    assert (user.name, user.phone, user.email) == (
        "M. Brandt-Berg",
        "0391 123",
        "reader@vhs.example",
    )
    assert (
        reader.post(OWN, name="", phone="1", language="de").errors[0].startswith("Der Name fehlt.")
    )
    assert page.texts("//*[@class='person']//a") == ["Meine Angaben: M. Brandt-Berg"]


def test_the_overview_says_how_mails_stand(system: Browser) -> None:
    def states() -> dict[str, str]:
        page = system.get("/einstellungen/")
        names = page.texts("//ul[@class='entries']/li/a")
        words = page.texts("//ul[@class='entries']/li/p[last()]")
        wanted = ("Einrichtung", "Belegung", "Vorlagen für E-Mails")
        return {name: text for name, text in zip(names, words, strict=True) if name in wanted}

    assert states() == {
        "Einrichtung": "Es fehlt: Kürzel, Straße, PLZ Ort, Internet, Absenderadresse, "
        "Telefon des Ansprechpartners, E-Mail des Ansprechpartners",
        "Belegung": "Zugangsdaten versenden: an",
        "Vorlagen für E-Mails": "0 eigene Vorlagen",
    }
    system.post(INSTITUTION, **FILLED)
    system.post(ENROLMENTS, mails_per_minute="60")
    assert states()["Belegung"] == "Zugangsdaten versenden: aus"
    assert not states()["Einrichtung"].startswith("Es fehlt")


def test_a_name_the_activation_stands_for_is_marked(system: Browser, settings: Settings) -> None:
    hint = "//*[@id='id_name_helptext']"
    assert system.get(INSTITUTION).texts(hint) == []
    key = Ed25519PrivateKey.generate()
    settings.KURSLINK_ACTIVATION_KEY = write_public_key(key.public_key())
    here = Institution.load()
    grant = Grant(here.instance_id, here.name, date(2026, 12, 31))
    Institution.objects.update(activation_code=issue_code(grant, key))
    assert system.get(INSTITUTION).texts(hint) == [
        "Die Freischaltung gilt für diesen Namen. Ändern Sie ihn, brauchen Sie einen neuen Code."
    ]
