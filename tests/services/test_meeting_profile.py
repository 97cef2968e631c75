"""How meetings of a Zugang are set up, and what Zoom keeps otherwise because it is locked."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from kurslink.models import Course, MeetingProfile, ZoomAccount
from kurslink.services.errors import Refusal
from kurslink.services.inspect_meeting import inspect_meeting
from kurslink.services.meeting_profile import Profile, profile_of, save_profile
from kurslink.services.prepare_transfer import prepare_transfer
from kurslink.services.rights import SHELL, Actor
from kurslink.services.transfer.meeting_settings import SettingDifference
from kurslink.services.transfer.steps import ChangeDetails
from kurslink.services.transfer_course import Transfer, TransferStatus
from kurslink.services.words.describe_steps import describe
from kurslink.services.words.sentences import describe_notice, explain
from tests.course_office import NOW, make_account, make_course, transfer, weekly
from tests.simulator_process import RunningSimulator

pytestmark = pytest.mark.django_db

QUIET = {
    "waiting_room": False,
    "join_before_host": False,
    "mute_upon_entry": False,
    "host_video": False,
    "participant_video": False,
    "email_notification": False,
    "alternative_hosts_email_notification": False,
    "approval_type": 2,
    "meeting_authentication": False,
}
LOCKED_SENTENCE = (
    "Das Zoom-Konto gibt diese Einstellungen fest vor: {settings}. Wer es verwaltet, kann das im "
    "Portal ändern; speichern Sie danach das Meeting-Profil des Zugangs noch einmal."
)


@pytest.fixture
def account(simulator: RunningSimulator) -> ZoomAccount:
    return make_account(simulator)


@pytest.fixture
def course(account: ZoomAccount) -> Course:
    assert account.pk
    return make_course(days=weekly(date(2026, 9, 2), 3))


def held(simulator: RunningSimulator) -> dict[str, Any]:
    (meeting,) = simulator.control.meetings()
    return {name: meeting["settings"][name] for name in QUIET}


def lock(simulator: RunningSimulator, **settings: bool | int) -> None:
    simulator.control.alter_user(simulator.hosts[0], locked=settings)


def sentences(result: Transfer) -> list[str]:
    return [describe_notice(notice) for notice in result.notices]


def writes(simulator: RunningSimulator) -> int:
    return sum(simulator.control.counters().writes[simulator.hosts[0]].values())


def sent_settings(simulator: RunningSimulator) -> list[Mapping[str, Any]]:
    changes = [each for each in simulator.control.log() if each.method == "PATCH"]
    return [each.body["settings"] for each in changes]


def test_without_a_profile_everything_is_off_whatever_the_host_has_set(
    simulator: RunningSimulator, course: Course
) -> None:
    simulator.control.alter_user(
        simulator.hosts[0], settings=dict.fromkeys(("host_video", "mute_upon_entry"), True)
    )
    assert profile_of(ZoomAccount.objects.get()) == Profile()
    transfer(course)
    assert held(simulator) == QUIET


def test_a_profile_is_stored_and_used_for_new_meetings(
    simulator: RunningSimulator, account: ZoomAccount, course: Course
) -> None:
    profile = Profile(
        join_before_host=True,
        join_before_minutes=10,
        mute_upon_entry=True,
        host_video=True,
        participant_video=True,
        zoom_notifications=True,
    )
    save_profile(account, profile, actor=SHELL)
    assert profile_of(account) == profile
    assert transfer(course).status == TransferStatus.TRANSFERRED
    (meeting,) = simulator.control.meetings()
    assert meeting["settings"]["jbh_time"] == 10
    assert held(simulator) == {
        "waiting_room": False,
        "join_before_host": True,
        "mute_upon_entry": True,
        "host_video": True,
        "participant_video": True,
        "email_notification": True,
        "alternative_hosts_email_notification": True,
        "approval_type": 2,
        "meeting_authentication": False,
    }


def test_waiting_room_and_joining_early_are_refused_together(account: ZoomAccount) -> None:
    with pytest.raises(Refusal) as refused:
        save_profile(account, Profile(waiting_room=True, join_before_host=True), actor=SHELL)
    why = explain(refused.value)
    assert (why.message, why.hint) == (
        "Warteraum und Beitritt vor dem Host schließen sich aus.",
        "Mit Warteraum lässt erst der Host die Teilnehmenden ein; Zoom schaltet den Beitritt vor "
        "dem Host dann ab. Wählen Sie eines von beiden.",
    )
    assert not MeetingProfile.objects.exists()


def test_minutes_zoom_does_not_know_are_refused(account: ZoomAccount) -> None:
    with pytest.raises(Refusal) as refused:
        save_profile(account, Profile(join_before_host=True, join_before_minutes=7), actor=SHELL)
    assert explain(refused.value).message == (
        "Einen Beitritt 7 Minuten vor dem Beginn kennt Zoom nicht."
    )


def test_only_who_may_change_settings_saves_a_profile(account: ZoomAccount) -> None:
    with pytest.raises(Refusal):
        save_profile(account, Profile(), actor=Actor("Niemand", frozenset()))


def test_an_update_sends_the_settings_that_differ_and_no_others(
    simulator: RunningSimulator, account: ZoomAccount, course: Course
) -> None:
    transfer(course)
    save_profile(account, Profile(waiting_room=True, host_video=True), actor=SHELL)
    prepared = prepare_transfer(course, actor=SHELL, now=NOW)
    assert prepared.setting_differences == (
        SettingDifference("waiting_room", here=True, at_zoom=False, is_locked=False),
        SettingDifference("host_video", here=True, at_zoom=False, is_locked=False),
    )
    assert prepared.steps == (ChangeDetails(settings={"waiting_room": True, "host_video": True}),)
    assert describe(prepared.steps[0]) == "Angaben ändern: Warteraum, Video des Hosts"
    assert transfer(course).status == TransferStatus.TRANSFERRED
    assert sent_settings(simulator) == [{"waiting_room": True, "host_video": True}]
    assert held(simulator) == QUIET | {"waiting_room": True, "host_video": True}
    assert transfer(course).status == TransferStatus.UNCHANGED


def test_what_somebody_changed_in_the_portal_is_put_right(
    simulator: RunningSimulator, course: Course
) -> None:
    transfer(course)
    (meeting,) = simulator.control.meetings()
    changed = {"approval_type": 0, "meeting_authentication": True, "mute_upon_entry": True}
    simulator.control.change_meeting(meeting["id"], settings=changed)
    inspection = inspect_meeting(course, actor=SHELL, now=NOW)
    assert [each.label for each in inspection.setting_differences] == [
        "Stummschalten beim Beitritt",
        "Registrierung",
        "Anmeldung bei Zoom nötig",
    ]
    assert transfer(course).status == TransferStatus.TRANSFERRED
    assert held(simulator) == QUIET


def test_joining_early_by_minutes_counts_only_while_joining_early_is_on(
    simulator: RunningSimulator, account: ZoomAccount, course: Course
) -> None:
    transfer(course)
    save_profile(account, Profile(join_before_minutes=15), actor=SHELL)
    assert transfer(course).status == TransferStatus.UNCHANGED
    save_profile(account, Profile(join_before_host=True, join_before_minutes=15), actor=SHELL)
    assert transfer(course).status == TransferStatus.TRANSFERRED
    assert sent_settings(simulator) == [{"join_before_host": True, "jbh_time": 15}]


def test_a_locked_setting_is_told_and_is_no_difference(
    simulator: RunningSimulator, course: Course
) -> None:
    lock(simulator, waiting_room=True)
    first = transfer(course)
    assert first.status == TransferStatus.TRANSFERRED
    assert sentences(first) == [LOCKED_SENTENCE.format(settings="Warteraum: an")]


def test_a_locked_setting_is_not_sent_again_and_again(
    simulator: RunningSimulator, course: Course
) -> None:
    lock(simulator, waiting_room=True)
    transfer(course)
    written = writes(simulator)
    second = transfer(course)
    assert second.status == TransferStatus.UNCHANGED
    assert sentences(second) == [LOCKED_SENTENCE.format(settings="Warteraum: an")]
    assert writes(simulator) == written
    prepared = prepare_transfer(course, actor=SHELL, now=NOW)
    assert prepared.setting_differences == (
        SettingDifference("waiting_room", here=False, at_zoom=True, is_locked=True),
    )


def test_a_setting_locked_after_the_meeting_was_made_is_tried_once(
    simulator: RunningSimulator, account: ZoomAccount, course: Course
) -> None:
    transfer(course)
    lock(simulator, mute_upon_entry=False)
    save_profile(account, Profile(mute_upon_entry=True), actor=SHELL)
    first = transfer(course)
    assert first.status == TransferStatus.TRANSFERRED
    assert sentences(first) == [LOCKED_SENTENCE.format(settings="Stummschalten beim Beitritt: aus")]
    assert transfer(course).status == TransferStatus.UNCHANGED
    assert sent_settings(simulator) == [{"mute_upon_entry": True}]


def test_saving_the_profile_tries_again_what_was_locked(
    simulator: RunningSimulator, account: ZoomAccount, course: Course
) -> None:
    lock(simulator, waiting_room=True)
    transfer(course)
    lock(simulator)
    assert transfer(course).status == TransferStatus.UNCHANGED
    save_profile(account, profile_of(account), actor=SHELL)
    unlocked = transfer(course)
    assert (unlocked.status, unlocked.notices) == (TransferStatus.TRANSFERRED, ())
    assert held(simulator) == QUIET


def test_a_locked_setting_that_takes_another_value_is_tried_again(
    simulator: RunningSimulator, account: ZoomAccount, course: Course
) -> None:
    save_profile(account, Profile(join_before_host=True, join_before_minutes=5), actor=SHELL)
    lock(simulator, jbh_time=10)
    transfer(course)
    lock(simulator, jbh_time=15)
    (meeting,) = simulator.control.meetings()
    simulator.control.change_meeting(meeting["id"], settings={"jbh_time": 15})
    result = transfer(course)
    assert result.status == TransferStatus.TRANSFERRED
    assert sentences(result) == [LOCKED_SENTENCE.format(settings="Beitritt vorher: 15 Minuten")]


def test_a_login_the_account_demands_has_its_own_sentence_each_time(
    simulator: RunningSimulator, course: Course
) -> None:
    lock(simulator, meeting_authentication=True)
    demanded = (
        "Das Zoom-Konto verlangt von Teilnehmenden eine Anmeldung bei Zoom. Wer das Konto "
        "verwaltet, kann das im Portal unter „Sicherheit“ ändern."
    )
    assert sentences(transfer(course)) == [demanded]
    assert sentences(transfer(course)) == [demanded]


def test_changed_alternatives_are_not_mailed_by_zoom_unless_the_profile_wants_it(
    simulator: RunningSimulator, account: ZoomAccount, course: Course
) -> None:
    transfer(course)
    course.online.alternatives.add(account.users.get(email=simulator.hosts[2]))
    prepared = prepare_transfer(course, actor=SHELL, now=NOW)
    assert [describe(step) for step in prepared.steps] == ["Angaben ändern: Alternativen"]
    transfer(course)
    assert sent_settings(simulator) == [
        {
            "alternative_hosts": simulator.hosts[2],
            "alternative_hosts_email_notification": False,
        }
    ]
