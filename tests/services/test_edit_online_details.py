"""The box „Online-Kurs": what fills itself, what stays Zoom's, what is refused."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from kurslink.models import Course, OnlineDetails, Software, ZoomAccount, ZoomUser
from kurslink.services.edit_online_details import (
    LIMIT,
    OnlineValues,
    edit_online_details,
    values_of,
)
from kurslink.services.errors import Refusal, RefusalCode
from kurslink.services.rights import SHELL, Actor
from kurslink.services.transfer_course import transfer_course
from tests.course_office import NOW, clock, make_account, make_course, weekly
from tests.simulator_process import RunningSimulator

pytestmark = pytest.mark.django_db

LATER = NOW + timedelta(hours=1)
LIMITED = {
    "link": "Link",
    "phone_number": "Rufnummer",
    "participant_code": "Teilnehmer-Code",
    "meeting_number": "Meeting-ID",
    "passcode": "Passwort",
    "moderator_code": "Moderator-Code",
}


def held(course: Course) -> OnlineValues:
    return values_of(OnlineDetails.objects.get(course=course))


def edit(course: Course, **changes: Any) -> OnlineDetails:
    values = replace(held(course), **changes)
    return edit_online_details(course, actor=SHELL, now=LATER, values=values)


def refused(course: Course, **changes: Any) -> tuple[RefusalCode, object]:
    """Code and field of the refusal; nothing of the box may have changed."""
    before = held(course)
    with pytest.raises(Refusal) as refusal:
        edit(course, **changes)
    assert held(course) == before
    return refusal.value.code, refusal.value.data.get("attribute")


def zoom() -> Software:
    return Software.objects.get(name="Zoom")


def account_with(*emails: str, email: str = "a@vhs.example") -> ZoomAccount:
    account = ZoomAccount.objects.create(email=email, account_id=email, client_id="c")
    for each in emails:
        ZoomUser.objects.create(
            account=account, email=each, licence_type=2, status="active", is_offered=True
        )
    return account


def transferred(simulator: RunningSimulator) -> Course:
    make_account(simulator)
    course = make_course(days=weekly(date(2026, 9, 2), 1))
    transfer_course(course, actor=SHELL, clock=clock)
    return Course.objects.get()


def test_choosing_zoom_fills_the_only_account_and_the_only_licence() -> None:
    account = account_with("h1@vhs.example")
    details = edit(make_course(software=None), is_online=True, software=zoom())
    assert (details.account, details.host) == (account, account.users.get())


def test_several_licences_leave_the_choice_to_the_clerk() -> None:
    account = account_with("h1@vhs.example", "h2@vhs.example")
    details = edit(make_course(software=None), software=zoom())
    assert (details.account, details.host) == (account, None)


def test_several_accounts_leave_the_choice_to_the_clerk() -> None:
    account_with("h1@vhs.example")
    account_with("h2@vhs.example", email="b@vhs.example")
    details = edit(make_course(software=None), software=zoom())
    assert (details.account, details.host) == (None, None)


def test_without_any_account_zoom_can_be_chosen_all_the_same() -> None:
    details = edit(make_course(software=None), software=zoom())
    assert (details.uses_zoom, details.account) == (True, None)


def test_another_account_drops_the_people_of_the_former() -> None:
    first = account_with("h1@vhs.example", "h2@vhs.example")
    second = account_with("h3@vhs.example", "h4@vhs.example", email="b@vhs.example")
    course = make_course()
    one, two = first.users.all()
    edit(course, account=first, host=one, alternatives=frozenset([two]))
    details = edit(course, account=second)
    assert (details.host, list(details.alternatives.all())) == (None, [])


def test_other_software_keeps_what_was_chosen_for_zoom() -> None:
    account = account_with("h1@vhs.example")
    course = make_course()
    edit(course, account=account, host=account.users.get())
    other = Software.objects.get(name="BigBlueButton")
    assert edit(course, software=other).host == account.users.get()


def test_another_host_concerns_zoom_and_a_telephone_number_does_not() -> None:
    account = account_with("h1@vhs.example", "h2@vhs.example")
    course = make_course()
    edit(course, account=account, phone_number="0123 456")
    assert Course.objects.get().changed_at == NOW
    edit(course, host=account.users.all()[1])
    assert Course.objects.get().changed_at == LATER


@pytest.mark.parametrize("field", ["link", "meeting_number", "passcode"])
def test_what_zoom_gave_stays_while_the_meeting_exists(
    simulator: RunningSimulator, field: str
) -> None:
    course = transferred(simulator)
    assert refused(course, **{field: "1"}) == (RefusalCode.MEETING_ATTACHED, field)


def test_switch_and_software_stay_while_the_meeting_exists(simulator: RunningSimulator) -> None:
    course = transferred(simulator)
    other = Software.objects.get(name="BigBlueButton")
    assert refused(course, software=other) == (RefusalCode.MEETING_EXISTS, "software")
    assert refused(course, is_online=False) == (RefusalCode.MEETING_EXISTS, "is_online")


def test_the_account_stays_while_the_meeting_exists(simulator: RunningSimulator) -> None:
    course = transferred(simulator)
    other = account_with(email="b@vhs.example")
    assert refused(course, account=other) == (RefusalCode.ACCOUNT_FIXED, "account")


def test_the_office_s_own_fields_change_beside_a_meeting(simulator: RunningSimulator) -> None:
    course = transferred(simulator)
    details = edit(course, info="Warteraum ab 17:45 offen", moderator_code="4711")
    assert (details.info, details.moderator_code) == ("Warteraum ab 17:45 offen", "4711")


def test_a_link_of_zoom_may_be_longer_than_a_typed_one(simulator: RunningSimulator) -> None:
    course = transferred(simulator)
    OnlineDetails.objects.update(link="https://zoom.example/" + "x" * LIMIT)
    assert edit(course, info="neu").info == "neu"


def test_without_the_right_nothing_is_stored() -> None:
    course = make_course()
    values = replace(held(course), info="X")
    with pytest.raises(Refusal) as refusal:
        edit_online_details(course, actor=Actor("L. Ege", frozenset()), now=LATER, values=values)
    assert refusal.value.code is RefusalCode.NOT_ALLOWED
    assert OnlineDetails.objects.get().info == ""


class LengthLimit(TestCase):
    """200 characters are kept as they are; one more is refused with field and count."""

    @settings(max_examples=30)
    @given(
        field=st.sampled_from(sorted(LIMITED)),
        length=st.integers(1, 2 * LIMIT),
        letter=st.sampled_from("aÜ€😀"),
    )
    def test_lengths(self, field: str, length: int, letter: str) -> None:
        course = make_course(software="BigBlueButton")
        if length <= LIMIT:
            edit(course, **{field: letter * length})
            assert getattr(held(course), field) == letter * length
            return
        with pytest.raises(Refusal) as refusal:
            edit(course, **{field: letter * length})
        assert refusal.value.data == {
            "field": LIMITED[field],
            "count": length,
            "limit": LIMIT,
            "attribute": field,
        }
