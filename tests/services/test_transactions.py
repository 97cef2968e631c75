"""Zoom is never asked within a database transaction: every test is watched for it."""

from datetime import date

import pytest
from django.db import transaction

from tests.course_office import make_account, make_course, transfer, weekly
from tests.simulator_process import RunningSimulator


@pytest.mark.django_db
def test_a_request_within_a_transaction_fails_the_test(simulator: RunningSimulator) -> None:
    make_account(simulator)
    course = make_course(days=weekly(date(2026, 9, 2), 3))
    with pytest.raises(AssertionError, match="within a database transaction"), transaction.atomic():
        transfer(course)
    assert simulator.control.counters().calls.get("create_meeting", 0) == 0


@pytest.mark.django_db(transaction=True)
def test_no_transaction_of_ours_is_open_while_a_course_is_transferred(
    simulator: RunningSimulator,
) -> None:
    make_account(simulator)
    assert transfer(make_course(days=weekly(date(2026, 9, 2), 3))).is_fine
