"""Lines of the log: who asked and for what, one line each, and never a secret."""

import json
import logging
from collections.abc import Callable, Iterator
from datetime import date
from io import StringIO
from logging.config import dictConfig
from types import SimpleNamespace
from typing import Any, cast

import pytest
from django.db import connection
from django.test import Client
from structlog.contextvars import bound_contextvars, get_contextvars

from kurslink.config.logs import HIDDEN, logging_settings
from kurslink.models import User
from kurslink.services import clock
from kurslink.services.place_order import place_order
from kurslink.services.rights import SHELL
from kurslink.web.request_number import HEADER
from kurslink.worker.tasks import carry_out
from tests.course_office import make_course, weekly

log = logging.getLogger("tests.logs")


class Written:
    """A logger written as an installation would, into a text."""

    def __init__(self, log_format: str) -> None:
        configured = logging_settings(log_format=log_format, level="INFO")
        self._text = StringIO()
        self.handler = logging.StreamHandler(self._text)
        name = configured["formatters"]["lines"].pop("()")
        self.handler.setFormatter(name(**configured["formatters"]["lines"]))

    @property
    def lines(self) -> list[str]:
        return self._text.getvalue().splitlines()


@pytest.fixture(params=["text", "json"])
def written(request: pytest.FixtureRequest) -> Iterator[Written]:
    found = Written(request.param)
    logging.getLogger().addHandler(found.handler)
    yield found
    logging.getLogger().removeHandler(found.handler)


def test_django_takes_the_configuration() -> None:
    dictConfig(logging_settings(log_format="json", level="WARNING") | {"root": {}})


def test_a_line_carries_what_it_is_about(written: Written) -> None:
    with bound_contextvars(order=7, course="262-4107"):
        log.warning("Zoom %s", "antwortet nicht")
    (line,) = written.lines
    for part in ("warning", "tests.logs", "Zoom antwortet nicht", "7", "262-4107"):
        assert part in line.replace("WARNING", "warning")


def test_what_others_write_into_a_line_begins_no_new_one(written: Written) -> None:
    log.warning("Kurs %s", "a\n2026-11-27 ERROR root: gefälscht\r\x1b[31m\u2028x")
    (line,) = written.lines
    assert "\x1b" not in line


@pytest.mark.parametrize(
    "text",
    [
        "Authorization: Bearer abc123geheim",
        "access_token=geheim&x=1",
        '{"client_secret": "geheim"}',
        "postgresql://kurs:geheim@db/kurslink",
        "https://zoom.us/j/1?pwd=geheim",
    ],
)
def test_secrets_in_texts_are_not_written(written: Written, text: str) -> None:
    try:
        raise RuntimeError(text)
    except RuntimeError:
        log.exception("Fehler: %s", text)
    assert "geheim" not in "".join(written.lines)
    assert HIDDEN in "".join(written.lines)


def test_what_is_called_a_secret_is_not_written(written: Written) -> None:
    with bound_contextvars(webhook_secret="geheim", Passwort="geheim", course="262"):
        log.warning("x")
    assert "geheim" not in written.lines[0]
    assert "262" in written.lines[0]


def test_json_is_one_object_a_line() -> None:
    found = Written("json")
    log.addHandler(found.handler)
    try:
        raise ValueError("zwei\nZeilen")
    except ValueError:
        log.exception("Umlaut ä")
    finally:
        log.removeHandler(found.handler)
    (line,) = found.lines
    told = json.loads(line)
    assert (told["event"], told["level"], told["logger"]) == ("Umlaut ä", "error", "tests.logs")
    assert "zwei\nZeilen" in told["exception"]


@pytest.mark.django_db
def test_a_request_is_known_by_its_number_and_by_who_asked(written: Written) -> None:
    client = Client(raise_request_exception=False)
    user = User.objects.create_user("a@vhs.example", "geheim", name="A")
    client.force_login(user)

    def asked(execute: Callable[..., object], sql: str, *rest: object) -> object:
        if "kurslink_order" in sql:
            raise RuntimeError("innen")
        return execute(sql, *rest)

    with connection.execute_wrapper(asked):
        answer = client.get("/uebertragungen/")
    number = answer.headers[HEADER]
    assert (answer.status_code, number in answer.content.decode()) == (500, True)
    about = [line for line in written.lines if "Fault at" in line]
    assert number in about[0]
    assert "user" in about[0]
    assert client.get("/hilfe/").headers[HEADER] != number


@pytest.mark.django_db(transaction=True)
def test_a_worker_says_which_order_and_course_broke_down(written: Written) -> None:
    course = make_course("262-4107", days=weekly(date(2099, 9, 2), 1))
    order = place_order(course, actor=SHELL, now=clock.now())

    def broken(execute: Callable[..., object], sql: str, *rest: object) -> object:
        if "kurslink_courseday" in sql:
            raise RuntimeError("innen")
        return execute(sql, *rest)

    with connection.execute_wrapper(broken):
        carry_out(cast(Any, SimpleNamespace(job=SimpleNamespace(id=1))), order.pk)
    (line,) = [line for line in written.lines if "broke down" in line]
    assert "262-4107" in line
    assert str(order.pk) in line
    assert "order" not in get_contextvars()
