"""Every operation, called by everybody: one that nobody has decided about fails here."""

from datetime import date

import pytest

from kurslink.api.description import api
from kurslink.models import Role
from tests.api.program import Json, Program, program_of
from tests.course_office import make_course, weekly

EVERYBODY = frozenset(Role)
OFFICE = frozenset({Role.OFFICE, Role.SYSTEM})

ALLOWED = {
    "list_semesters list_accounts list_courses read_course list_course_days read_online_details "
    "list_enrolments read_meeting_state inspect_at_zoom read_outbox read_order "
    "export_course_file": EVERYBODY,
    "write_course remove_course write_course_days write_online_details write_enrolment "
    "cancel_enrolment_by_name export_enrolment_file": OFFICE,
    "transfer_to_zoom plan_transfer withdraw_from_zoom drop_order": OFFICE,
    "prepare_access_data send_access_data": OFFICE,
}
MAY = {name: roles for names, roles in ALLOWED.items() for name in names.split()}
KEYS = {"semester": "262", "number": "262-4107", "enrolment": "1", "order_id": "1"}
BODIES: dict[str, Json] = {
    "write_course_days": {"course_days": []},
    "write_enrolment": {"last_name": "Muster"},
    "write_course": {},
    "write_online_details": {},
}


def _operations() -> dict[str, tuple[str, str]]:
    found = {}
    for path, methods in api.get_openapi_schema()["paths"].items():
        for method, operation in methods.items():
            filled = path.removeprefix("/api/v1").format(**KEYS)
            found[operation["operationId"]] = (method.upper(), filled)
    return found


@pytest.fixture(autouse=True)
def _course(db: None) -> None:  # noqa: ARG001  # asks for the database
    make_course(days=weekly(date(2026, 9, 2), 1))


def test_somebody_has_decided_about_every_operation() -> None:
    assert set(_operations()) == set(MAY)


def test_without_a_token_nothing_is_answered() -> None:
    nobody = Program()
    answers = {name: nobody.ask(*where).status for name, where in _operations().items()}
    assert set(answers.values()) == {401}


@pytest.mark.parametrize("role", Role)
def test_each_role_may_what_its_pages_may(role: Role) -> None:
    program, shown = program_of(role), set()
    operations = _operations()
    last = "remove_course"
    for name in [*sorted(operations.keys() - {last}), last]:
        answer = program.ask(*operations[name], BODIES.get(name), Idempotency_Key="1")
        if answer.status != 403:
            shown.add(name)
    assert shown == {name for name, roles in MAY.items() if role in roles}
