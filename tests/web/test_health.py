"""What monitoring asks: no sign-in, no session, no secrets; and numbers for who has the token."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import OperationalError, connection
from django.test import Client
from prometheus_client.parser import text_string_to_metric_families
from pytest_django import DjangoAssertNumQueries, Settings

from kurslink.services.measurements import measure
from kurslink.services.place_order import place_order
from kurslink.services.rights import SHELL
from tests.course_office import NOW, make_account, make_course, weekly
from tests.simulator_process import RunningSimulator


def asked(path: str, **headers: str) -> tuple[int, dict[str, Any]]:
    answer = Client(headers=headers).get(path)
    assert not answer.cookies
    return answer.status_code, answer.json()


def no_database(*_: object) -> None:
    raise OperationalError("connection refused: password geheim")


def test_a_process_that_answers_is_alive_whatever_its_database_does(db: None) -> None:  # noqa: ARG001
    with connection.execute_wrapper(no_database):
        assert asked("/health/live") == (200, {"status": "live"})


def test_ready_is_who_has_database_tables_and_keys(db: None) -> None:  # noqa: ARG001
    checks = {"database": "ok", "migrations": "ok", "keys": "ok"}
    assert asked("/health/ready") == (200, {"status": "ready", "checks": checks, "workers": 0})


def test_a_database_that_does_not_answer_is_told_without_details(db: None) -> None:  # noqa: ARG001
    with connection.execute_wrapper(no_database):
        status, told = asked("/health/ready")
    checks = {"database": "failed", "migrations": "failed", "keys": "ok"}
    assert (status, told["checks"]) == (503, checks)
    assert "geheim" not in str(told)


def test_tables_of_an_older_release_and_unusable_keys_are_told(
    db: None,  # noqa: ARG001
    settings: Settings,
) -> None:
    settings.KURSLINK_ENCRYPTION_KEYS = lambda: ["kein Schlüssel"]
    with connection.cursor() as cursor:
        cursor.execute("delete from django_migrations where app = 'kurslink' and name > '0003'")
    status, told = asked("/health/ready")
    assert (status, told["checks"]) == (
        503,
        {"database": "ok", "migrations": "failed", "keys": "failed"},
    )


def test_without_a_token_in_the_settings_there_are_no_numbers(db: None) -> None:  # noqa: ARG001
    assert Client().get("/metrics").status_code == 404


@pytest.mark.parametrize("sent", ["", "Bearer ", "Bearer falsch", "geheim", "Basic geheim"])
def test_who_does_not_know_the_token_gets_no_numbers(
    db: None,  # noqa: ARG001
    settings: Settings,
    sent: str,
) -> None:
    settings.KURSLINK_METRICS_TOKEN = "geheim"
    answer = Client(headers={"authorization": sent}).get("/metrics")
    assert (answer.status_code, answer.content) == (401, b"")


@pytest.mark.django_db
def test_the_numbers_are_those_of_the_database(
    simulator: RunningSimulator, settings: Settings
) -> None:
    settings.KURSLINK_METRICS_TOKEN = "geheim"
    account = make_account(simulator)
    course = make_course(days=weekly(date(2026, 9, 2), 1))
    place_order(course, actor=SHELL, now=NOW - timedelta(hours=1))
    answer = Client(headers={"authorization": "Bearer geheim"}).get("/metrics")
    families = text_string_to_metric_families(answer.content.decode())
    told = {
        " ".join([each.name, *each.labels.values()]): each.value
        for family in families
        for each in family.samples
    }
    assert told["kurslink_orders waiting"] == 1
    assert told["kurslink_orders ended"] == 0
    assert told["kurslink_meetings live"] == 0
    assert told["kurslink_mails uncertain"] == 0
    assert told[f"kurslink_zoom_writes_today {account.email}"] == 0
    assert told["kurslink_oldest_waiting_order_seconds"] == pytest.approx(3600, abs=60)
    assert (told["kurslink_oldest_waiting_mail_seconds"], told["kurslink_workers"]) == (0, 0)


def test_measuring_asks_the_database_a_fixed_number_of_times(
    django_assert_num_queries: DjangoAssertNumQueries,
    db: None,  # noqa: ARG001
) -> None:
    with django_assert_num_queries(8):
        measure(NOW)
