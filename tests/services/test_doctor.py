"""The doctor: each fault is found by its check, with the repair and who does it."""

import os
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from cryptography.fernet import Fernet
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.db import connection
from pytest_django import Settings

from kurslink.models import (
    AccountKind,
    Institution,
    MailTemplate,
    Role,
    Software,
    User,
    ZoomAccount,
    ZoomUser,
)
from kurslink.services.activation_code import Grant, issue_code, write_public_key
from kurslink.services.doctor import (
    accounts,
    activation,
    clock,
    data_directory,
    database,
    encryption,
    institution,
    mail_templates,
    public_address,
    software,
    space,
    tables,
    worker,
)
from kurslink.services.doctor.codes import Area, FindingCode, Who
from kurslink.services.doctor.examination import examine, is_healthy
from kurslink.services.doctor.finding import Finding, Verdict, found
from kurslink.services.doctor.visit import Visit
from kurslink.services.errors import Refusal
from kurslink.services.place_order import place_order
from kurslink.services.rights import SHELL, actor_for
from kurslink.services.words.catalogue.doctor import PEOPLE, SENTENCES, TITLES
from kurslink.services.words.sentences import Explanation
from tests.course_office import NOW, make_account, make_course, weekly
from tests.simulator_process import RunningSimulator

VISIT = Visit(SHELL, NOW)
OPERATOR = Ed25519PrivateKey.from_private_bytes(bytes(32))


def seen(findings: Iterator[Finding]) -> list[tuple[str, Verdict, str]]:
    return [(each.name, each.verdict, each.message) for each in findings]


def test_everything_the_doctor_may_say_has_a_sentence() -> None:
    assert (set(SENTENCES), set(TITLES), set(PEOPLE)) == (set(FindingCode), set(Area), set(Who))


def test_what_needs_a_repair_says_who_does_it() -> None:
    assert [code for code, (_, repair, who) in SENTENCES.items() if bool(repair) != bool(who)] == []


def test_advice_names_who_repairs() -> None:
    finding = found(Area.SOFTWARE, Verdict.FAILED, FindingCode.SOFTWARE_MISSING)
    assert finding.advice == (
        "Systemverwaltung: Unter „Software für Online-Kurse“ den Eintrag „Zoom“ anlegen oder "
        "einschalten."
    )


@pytest.mark.django_db
def test_the_database_names_its_version() -> None:
    (finding,) = database.look(VISIT)
    assert (finding.name, finding.verdict) == ("database", Verdict.OK)


@pytest.mark.django_db
def test_an_old_server_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "OLDEST", 99)
    (finding,) = database.look(VISIT)
    assert (finding.verdict, finding.who) == (Verdict.FAILED, Who.IT)


@pytest.mark.django_db
def test_tables_of_this_release_are_fine() -> None:
    assert [each.verdict for each in tables.look(VISIT)] == [Verdict.OK]


@pytest.mark.django_db
def test_tables_of_a_newer_release_are_found() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO django_migrations (app, name, applied) "
            "VALUES ('kurslink', '9999_from_the_future', now())"
        )
    assert seen(tables.look(VISIT)) == [
        (
            "migrations",
            Verdict.FAILED,
            "Die Datenbank wurde schon mit einer neueren Version benutzt (9999_from_the_future).",
        )
    ]


@pytest.mark.django_db
def test_tables_that_lack_changes_are_found() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM django_migrations WHERE app = 'sessions' AND name = '0001_initial'"
        )
    assert seen(tables.look(VISIT)) == [
        (
            "migrations",
            Verdict.FAILED,
            "Den Tabellen fehlen Änderungen dieser Version: 0001_initial.",
        )
    ]


@pytest.mark.django_db
def test_a_clock_that_agrees_with_the_database_is_fine() -> None:
    assert seen(clock.look(Visit(SHELL, datetime.now(UTC)))) == [
        ("clock", Verdict.OK, "Die Uhren von Kurslink und Datenbank gehen gleich.")
    ]


@pytest.mark.django_db
def test_a_clock_that_is_off_is_found() -> None:
    off = Visit(SHELL, datetime.now(UTC) - timedelta(hours=1))
    (finding,) = clock.look(off)
    assert (finding.verdict, finding.who) == (Verdict.FAILED, Who.IT)


@pytest.mark.django_db
def test_a_clock_shifted_on_purpose_is_named(settings: Settings) -> None:
    settings.KURSLINK_CLOCK_OFFSET = 3600
    shifted = Visit(SHELL, datetime.now(UTC) + timedelta(hours=1))
    assert seen(clock.look(shifted)) == [
        (
            "clock",
            Verdict.WARNING,
            "Die Uhr von Kurslink ist um 3600 Sekunden verstellt (KURSLINK_CLOCK_OFFSET).",
        )
    ]


def use_keys(settings: Settings, *keys: bytes) -> None:
    settings.KURSLINK_ENCRYPTION_KEYS = lambda: [key.decode() for key in keys]


@pytest.mark.django_db
def test_every_secret_is_tried_with_every_key(settings: Settings) -> None:
    old, new = Fernet.generate_key(), Fernet.generate_key()
    use_keys(settings, old)
    ZoomAccount.objects.create(email="zoom@vhs.example", client_secret="s", api_secret="t")
    messages = []
    for keys in ([old], [new, old], [new]):
        use_keys(settings, *keys)
        messages += seen(encryption.look(VISIT))
    assert messages == [
        ("encryption", Verdict.OK, "2 gespeicherte Geheimnisse sind lesbar."),
        (
            "encryption",
            Verdict.WARNING,
            "2 von 2 Geheimnissen sind noch mit einem alten Schlüssel verschlüsselt.",
        ),
        (
            "encryption",
            Verdict.FAILED,
            "2 von 2 Geheimnissen sind mit keinem Schlüssel lesbar: API Secret (App Marketplace), "
            "Client-Secret.",
        ),
    ]


@pytest.mark.django_db
def test_keys_that_are_none_are_found_and_not_shown(settings: Settings) -> None:
    use_keys(settings, b"geheim-aber-kein-schluessel")
    (finding,) = encryption.look(VISIT)
    assert finding.verdict is Verdict.FAILED
    assert "geheim-aber" not in finding.message + finding.repair


@pytest.mark.django_db
def test_a_zugang_whose_secret_is_lost_does_not_hide_the_others(settings: Settings) -> None:
    use_keys(settings, Fernet.generate_key())
    ZoomAccount.objects.create(email="a@vhs.example", account_id="a", client_secret="s")
    use_keys(settings, Fernet.generate_key())
    ZoomAccount.objects.create(email="b@vhs.example", account_id="b", is_active=False)
    assert [(each.name, each.verdict) for each in accounts.look(VISIT)] == [
        ("account:a@vhs.example", Verdict.NOT_CHECKED),
        ("account:b@vhs.example", Verdict.OK),
    ]


def test_a_private_directory_is_fine(settings: Settings, tmp_path: Path) -> None:
    settings.KURSLINK_DATA_DIR = tmp_path
    tmp_path.chmod(0o700)
    assert [each.verdict for each in data_directory.look(VISIT)] == [Verdict.OK]


def test_rights_of_others_on_directory_and_keys_are_found(
    settings: Settings, tmp_path: Path
) -> None:
    settings.KURSLINK_DATA_DIR = tmp_path
    key = tmp_path / "encryption_keys"
    key.touch()
    key.chmod(0o640)
    tmp_path.chmod(0o770)
    assert [(each.verdict, each.repair) for each in data_directory.look(VISIT)] == [
        (Verdict.FAILED, f"Die Rechte einschränken: chmod 700 {tmp_path}"),
        (Verdict.FAILED, f"Die Rechte einschränken: chmod 600 {key}"),
    ]


def test_a_directory_of_another_user_is_found(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.KURSLINK_DATA_DIR = tmp_path
    tmp_path.chmod(0o700)
    monkeypatch.setattr(os, "geteuid", lambda: os.getuid() + 1)
    assert [each.who for each in data_directory.look(VISIT)] == [Who.IT]


def test_a_directory_nobody_uses_is_no_fault(settings: Settings, tmp_path: Path) -> None:
    settings.KURSLINK_DATA_DIR = tmp_path / "nirgends"
    assert [each.verdict for each in data_directory.look(VISIT)] == [Verdict.OK]


def test_room_is_measured_for_uploads_and_data(settings: Settings, tmp_path: Path) -> None:
    settings.KURSLINK_DATA_DIR = tmp_path
    settings.KURSLINK_MAX_UPLOAD = 10**18
    named = {each.name: each.verdict for each in space.look(VISIT)}
    assert named == {"upload_space": Verdict.FAILED, "data_space": Verdict.OK}


ADDRESSES = {
    "http://127.0.0.1:8000": (Verdict.OK, "Kurslink ist nur auf diesem Rechner zu erreichen"),
    "http://localhost:8000": (Verdict.OK, "Kurslink ist nur auf diesem Rechner zu erreichen"),
    "http://[::1]:8000": (Verdict.OK, "Kurslink ist nur auf diesem Rechner zu erreichen"),
    "https://kurse.vhs.example": (Verdict.OK, "https://kurse.vhs.example ist verschlüsselt"),
    "http://kurse.vhs.example": (
        Verdict.FAILED,
        "Unter http://kurse.vhs.example werden Passwörter",
    ),
    "https://andere.vhs.example": (Verdict.FAILED, "Kurslink antwortet nicht auf den Namen"),
    "kurse.vhs.example": (Verdict.FAILED, "„kurse.vhs.example“ ist keine Adresse"),
    "ftp://kurse.vhs.example": (Verdict.FAILED, "„ftp://kurse.vhs.example“ ist keine Adresse"),
    "https://[kurse": (Verdict.FAILED, "„https://[kurse“ ist keine Adresse"),
}


@pytest.mark.parametrize(("url", "expected"), ADDRESSES.items(), ids=ADDRESSES)
def test_the_public_address_is_judged(
    settings: Settings, url: str, expected: tuple[Verdict, str]
) -> None:
    settings.KURSLINK_PUBLIC_URL = url
    settings.ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]", "kurse.vhs.example"]
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = url.startswith("https")
    (finding,) = public_address.look(VISIT)
    verdict, start = expected
    assert (finding.verdict, finding.message[: len(start)]) == (verdict, start)


def test_cookies_that_would_go_unencrypted_are_found(settings: Settings) -> None:
    settings.KURSLINK_PUBLIC_URL = "https://localhost"
    settings.SESSION_COOKIE_SECURE = False
    assert [each.verdict for each in public_address.look(VISIT)] == [Verdict.FAILED]


def test_answering_to_every_name_is_a_warning(settings: Settings) -> None:
    settings.KURSLINK_PUBLIC_URL = "http://localhost"
    settings.ALLOWED_HOSTS = ["*"]
    assert [each.verdict for each in public_address.look(VISIT)] == [Verdict.WARNING]


@pytest.mark.django_db
def test_an_activation_that_ends_soon_is_a_warning(settings: Settings) -> None:
    settings.KURSLINK_ACTIVATION_KEY = write_public_key(OPERATOR.public_key())
    here = Institution.load()
    found_by_day = []
    for until in (date(2026, 10, 1), date(2026, 9, 19), date(2026, 8, 20), date(2026, 8, 19)):
        here.activation_code = issue_code(Grant(here.instance_id, here.name, until), OPERATOR)
        here.save()
        found_by_day += [each.verdict for each in activation.look(VISIT)]
    expected = [Verdict.OK, Verdict.WARNING, Verdict.WARNING, Verdict.FAILED]
    assert found_by_day == expected


@pytest.mark.django_db
def test_a_list_without_zoom_is_found() -> None:
    Software.objects.filter(name="Zoom").update(is_active=False)
    assert [each.who for each in software.look(VISIT)] == [Who.SYSTEM]


@pytest.mark.django_db
def test_what_mails_would_lack_is_named() -> None:
    Institution.objects.update_or_create(pk=1, defaults={"short_name": "vhs", "city": "Ort"})
    assert seen(institution.look(VISIT)) == [
        (
            "institution",
            Verdict.WARNING,
            "In E-Mails fehlen Angaben zur Einrichtung: Straße, Internet, Absenderadresse, "
            "Telefon des Ansprechpartners, E-Mail des Ansprechpartners.",
        )
    ]
    contact = {"contact_phone": "0391 1", "contact_email": "info@vhs.example"}
    address = {"street": "Weg 1", "website": "vhs.example", "sender_address": "a@vhs.example"}
    Institution.objects.update(**contact | address)
    assert [each.verdict for each in institution.look(VISIT)] == [Verdict.OK]


@pytest.mark.django_db
def test_a_template_that_cannot_be_sent_is_found() -> None:
    MailTemplate.objects.create(name="Gut", subject="<KURSNR>", body="Hallo")
    assert seen(mail_templates.look(VISIT)) == [
        ("mail_template", Verdict.OK, "Eigene Vorlagen, die versandt werden können: 1.")
    ]
    MailTemplate.objects.create(name="Schlecht", subject="x", body="<KURSNAME>")
    assert seen(mail_templates.look(VISIT)) == [
        (
            "mail_template:Schlecht",
            Verdict.FAILED,
            "Die Vorlage „Schlecht“ kann nicht versandt werden. „Text“, Zeile 1, Stelle 1: Die "
            "Variable <KURSNAME> gibt es nicht.",
        )
    ]


@pytest.mark.django_db
def test_without_a_zugang_nothing_can_be_transferred() -> None:
    assert seen(accounts.look(VISIT)) == [
        ("account", Verdict.FAILED, "Es ist noch kein Zoom-Zugang hinterlegt.")
    ]


@pytest.mark.django_db(transaction=True)
def test_a_zugang_with_licensed_hosts_is_fine(simulator: RunningSimulator) -> None:
    account = make_account(simulator, offer=2)
    assert seen(accounts.look(VISIT)) == [
        (f"account:{account.email}", Verdict.OK, "Die Verbindung zu Zoom steht."),
        (f"hosts:{account.email}", Verdict.OK, "Freigegeben, lizenziert und aktiv: 2."),
    ]


@pytest.mark.django_db(transaction=True)
def test_each_host_with_something_amiss_is_named(simulator: RunningSimulator) -> None:
    account = make_account(simulator, offer=0)
    states: dict[str, dict[str, object]] = {
        "basic": {"type": 1},
        "none": {"type": 99},
        "pending": {"status": "pending"},
    }
    for name, fields in states.items():
        simulator.control.add_user(f"{name}@vhs.example", **fields)
    for name in (*states, "gone"):
        ZoomUser.objects.create(
            account=account,
            email=f"{name.upper()}@vhs.example",
            licence_type=2,
            status="active",
            is_offered=True,
        )
    found_hosts = [
        (each.name, each.verdict, each.who)
        for each in accounts.look(VISIT)
        if each.name.startswith("host")
    ]
    assert found_hosts == [
        ("host:BASIC@vhs.example", Verdict.WARNING, Who.ZOOM),
        ("host:GONE@vhs.example", Verdict.FAILED, Who.SYSTEM),
        ("host:NONE@vhs.example", Verdict.FAILED, Who.ZOOM),
        ("host:PENDING@vhs.example", Verdict.FAILED, Who.ZOOM),
    ]


@pytest.mark.django_db(transaction=True)
def test_a_zugang_that_offers_nobody_is_found(simulator: RunningSimulator) -> None:
    account = make_account(simulator, offer=0)
    last = list(accounts.look(VISIT))[-1]
    assert (last.name, last.verdict) == (f"hosts:{account.email}", Verdict.FAILED)


@pytest.mark.django_db(transaction=True)
def test_hosts_of_a_zugang_zoom_refuses_are_not_asked_for(simulator: RunningSimulator) -> None:
    account = make_account(simulator)
    simulator.control.alter_app(client_secret="changed")
    findings = list(accounts.look(VISIT))
    assert [(each.name, each.verdict) for each in findings] == [
        (f"account:{account.email}", Verdict.FAILED),
        (f"hosts:{account.email}", Verdict.NOT_CHECKED),
    ]


@pytest.mark.django_db(transaction=True)
def test_the_older_kind_of_zugang_is_marked(simulator: RunningSimulator) -> None:
    account = make_account(simulator)
    ZoomAccount.objects.filter(pk=account.pk).update(kind=AccountKind.JWT, api_key="k")
    first = next(accounts.look(VISIT))
    assert (first.verdict, first.message) == (
        Verdict.WARNING,
        "Der Zugang benutzt JWT; Zoom hat dieses Verfahren am 08.09.2023 abgeschaltet.",
    )


@pytest.mark.django_db
def test_a_zugang_at_rest_is_not_asked() -> None:
    ZoomAccount.objects.create(email="alt@vhs.example", is_active=False)
    assert seen(accounts.look(VISIT)) == [
        ("account:alt@vhs.example", Verdict.OK, "Stillgelegt und deshalb nicht geprüft.")
    ]


def test_without_a_database_the_rest_is_still_looked_at() -> None:
    why = Explanation("database_unreachable", "Die Datenbank antwortet nicht.", "Prüfen.")
    findings = examine(actor=SHELL, now=NOW, database_fault=why)
    assert [(each.name, each.verdict) for each in findings if not each.is_ok] == [
        ("database", Verdict.FAILED),
        ("migrations", Verdict.NOT_CHECKED),
        ("clock", Verdict.NOT_CHECKED),
        ("encryption", Verdict.NOT_CHECKED),
        ("activation", Verdict.NOT_CHECKED),
        ("institution", Verdict.NOT_CHECKED),
        ("mail_template", Verdict.NOT_CHECKED),
        ("worker", Verdict.NOT_CHECKED),
        ("journal", Verdict.NOT_CHECKED),
        ("mail", Verdict.NOT_CHECKED),
        ("software", Verdict.NOT_CHECKED),
        ("account", Verdict.NOT_CHECKED),
    ]
    assert not is_healthy(findings)


@pytest.mark.django_db(transaction=True)
def test_a_complete_installation_is_healthy(
    simulator: RunningSimulator, settings: Settings
) -> None:
    make_account(simulator)
    Software.objects.get_or_create(name="Zoom")
    settings.KURSLINK_DATA_DIR.chmod(0o700)
    findings = examine(actor=SHELL, now=datetime.now(UTC))
    assert [each for each in findings if not each.is_ok] == []
    assert is_healthy(findings)


@pytest.mark.django_db
def test_only_who_may_see_the_settings_may_examine() -> None:
    clerk = actor_for(User.objects.create_user("e.berg@vhs.example", name="Eva", role=Role.OFFICE))
    with pytest.raises(Refusal):
        examine(actor=clerk, now=NOW)


@pytest.mark.django_db
def test_without_a_worker_what_is_queued_stays(simulator: RunningSimulator) -> None:
    make_account(simulator)
    course = make_course(days=weekly(date(2026, 9, 2), 2))
    place_order(course, actor=SHELL, now=NOW)
    assert seen(worker.look(VISIT)) == [
        (
            "worker",
            Verdict.WARNING,
            "Kein Hintergrunddienst arbeitet; was beauftragt wird, bleibt liegen: 1.",
        )
    ]
