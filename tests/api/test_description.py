"""The API is asked for whatever its own description allows, and much it does not."""

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.core.cache import cache
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from django.test import Client
from hypothesis import HealthCheck, Phase, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from kurslink.api import authentication
from kurslink.models import Role
from tests.api.program import program_of
from tests.course_office import make_course, make_semester

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
KNOWN = {"semester": "262", "number": "262-4107", "enrolment": "web-1"}

schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application())


@schema.hook
def map_path_parameters(_context: Any, path_parameters: dict[str, Any] | None) -> Any:
    """Half of all requests are about a course there is: or little but 404 would be seen."""
    if path_parameters and len(str(path_parameters)) % 2:
        return path_parameters | {k: v for k, v in KNOWN.items() if k in path_parameters}
    return path_parameters


@pytest.fixture
def secret(db: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:  # noqa: ARG001  # needed
    monkeypatch.setattr(authentication, "REQUESTS_PER_MINUTE", 100_000)
    monkeypatch.setattr(authentication, "FAILURES_PER_MINUTE", 100_000)
    cache.clear()
    make_semester()
    make_course()
    for signal in (request_started, request_finished):  # as Django's own test client does
        signal.disconnect(close_old_connections)
    yield program_of(Role.OFFICE).secret
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@schema.parametrize()
@settings(
    max_examples=4,
    derandomize=True,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
def test_every_answer_is_one_the_description_tells_of(case: Any, secret: str) -> None:
    case.call_and_validate(headers={"Authorization": f"Bearer {secret}"}, checks=CHECKS)


def test_the_description_says_what_everything_is() -> None:
    document = Client().get("/api/v1/openapi.json").json()
    assert document["openapi"] == "3.1.0"
    operations = [each for methods in document["paths"].values() for each in methods.values()]
    assert not [each["operationId"] for each in operations if not each.get("description")]
    names = [each["operationId"] for each in operations]
    assert len(set(names)) == len(names)
    schemas = document["components"]["schemas"]
    assert not [
        name for name, each in schemas.items() if not each.get("description") and "enum" not in each
    ]


def test_the_page_for_people_shows_every_operation_and_needs_no_script() -> None:
    answer = Client().get("/api/v1/docs")
    text = answer.content.decode()
    document = Client().get("/api/v1/openapi.json").json()
    for methods in document["paths"].values():
        for operation in methods.values():
            assert f'id="{operation["operationId"]}"' in text
    assert "<script" not in text
    assert "https://" not in text.split("<main", maxsplit=1)[0]
    assert "Idempotency-Key: 8e03978e" in text
