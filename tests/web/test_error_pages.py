"""Faults: a page in German, a number that leads to the log, nothing about the inside."""

import logging

import pytest
from django.http import HttpRequest
from django.template import loader
from django.test import RequestFactory
from structlog.contextvars import bound_contextvars

from kurslink.web.error_pages import server_error
from tests.web.browser import Browser, Shown


def test_an_unknown_address_is_answered_in_german(office: Browser) -> None:
    page = office.get("/gibt-es-nicht/")
    assert (page.status, page.heading) == (404, "Diese Seite gibt es nicht")
    assert page.texts("//main//p")[1] == f"Kennung: {page.response.headers['X-Request-ID']}"


def fault(request: HttpRequest) -> Shown:
    try:
        raise RuntimeError("innen")
    except RuntimeError:
        return Shown(server_error(request))


def test_a_fault_shows_a_number_that_stands_in_the_log(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with caplog.at_level(logging.ERROR), bound_contextvars(request="4711"):
        page = fault(RequestFactory().get("/kurse/"))
    (record,) = caplog.records
    assert (page.status, record.getMessage()) == (500, "Fault at GET /kurse/")
    assert page.texts("//main//p")[2] == "Kennung: 4711"
    assert record.exc_info is not None
    assert "innen" not in page.response.content.decode()


@pytest.mark.parametrize("name", ["400.html", "403.html", "403_csrf.html", "404.html", "500.html"])
def test_error_pages_need_nothing_but_themselves(name: str) -> None:
    assert loader.get_template(name).render().count("<h1>") == 1
