"""What Zoom learns of a course beside its days, and what it never learns."""

from datetime import date, time

import pytest

from kurslink.models import Course, Instructor, MeetingState, ZoomUser
from kurslink.services.inspect_meeting import inspect_meeting
from kurslink.services.rights import SHELL
from kurslink.services.transfer.field_differences import Field
from kurslink.services.transfer_course import Transfer, TransferStatus
from kurslink.services.words.notices import Notice, NoticeCode
from kurslink.services.words.sentences import describe_notice, explain
from kurslink.zoom.errors import AlternativeHostRefused, Circumstances, SchedulingNotAllowed
from tests.course_office import NOW, make_account, make_course, transfer, weekly
from tests.simulator_process import Json, LoggedRequest, RunningSimulator

pytestmark = pytest.mark.django_db

TUESDAY = weekly(date(2026, 9, 1), 1)


def at_zoom(simulator: RunningSimulator) -> Json:
    (meeting,) = simulator.control.meetings()
    return meeting


def bodies_of(simulator: RunningSimulator, operation: str) -> list[Json]:
    return [each.body for each in simulator.control.log() if each.operation == operation]


def licence(simulator: RunningSimulator, index: int) -> ZoomUser:
    return ZoomUser.objects.get(email=simulator.hosts[index])


def codes(result: Transfer) -> list[NoticeCode]:
    return [notice.code for notice in result.notices]


@pytest.mark.parametrize(
    ("title", "sent"),
    [
        ("Yoga 🧘\u200d♀️ für alle", "Yoga 🧘\u200d♀️ für alle"),
        ("עברית למתחילים", "עברית למתחילים"),
        ("Kurs \u202egnp.exe", "Kurs gnp.exe"),
        ("Zeile\r\neins\tund\x00 zwei", "Zeile eins und zwei"),
        ("  Viel   Luft  ", "Viel Luft"),
        ("Donau\u00addampf\u200bfahrt", "Donaudampffahrt"),
        ("Ku\u0308che", "Küche"),
        ("=cmd|' /C calc'!A0 {0.__class__} <b>", "=cmd|' /C calc'!A0 {0.__class__} <b>"),
    ],
)
def test_zoom_gets_the_title_as_it_is_shown(
    simulator: RunningSimulator, title: str, sent: str
) -> None:
    make_account(simulator)
    course = make_course(title=title.replace("\x00", ""), days=TUESDAY)
    assert transfer(course).status == TransferStatus.TRANSFERRED
    assert at_zoom(simulator)["topic"] == sent
    assert course.meetings.get().topic == sent
    assert transfer(course).status == TransferStatus.UNCHANGED


def test_a_long_topic_is_cut_at_200_characters_and_said(simulator: RunningSimulator) -> None:
    make_account(simulator)
    course = make_course(title="Ä" * 201, days=TUESDAY)
    result = transfer(course)
    assert at_zoom(simulator)["topic"] == "Ä" * 199 + "…"
    assert codes(result) == [NoticeCode.TOPIC_CUT]
    assert transfer(course).status == TransferStatus.UNCHANGED


def test_a_changed_title_is_sent_alone(simulator: RunningSimulator) -> None:
    make_account(simulator)
    course = make_course(days=weekly(date(2026, 9, 2), 10))
    transfer(course)
    Course.objects.update(title="Englisch B2 am Abend")
    result = transfer(course)
    assert (result.calls.update, result.calls.remove) == (1, 0)
    assert bodies_of(simulator, "update_meeting") == [{"topic": "Englisch B2 am Abend"}]
    assert at_zoom(simulator)["topic"] == "Englisch B2 am Abend"


def test_a_topic_changed_in_the_portal_becomes_the_courses_again(
    simulator: RunningSimulator,
) -> None:
    make_account(simulator)
    course = make_course(days=TUESDAY)
    transfer(course)
    simulator.control.change_meeting(at_zoom(simulator)["id"], topic="Mein Kurs")
    assert transfer(course).status == TransferStatus.TRANSFERRED
    assert at_zoom(simulator)["topic"] == course.title


def test_alternatives_are_added_and_taken_away(simulator: RunningSimulator) -> None:
    make_account(simulator)
    course = make_course(days=TUESDAY)
    transfer(course)
    course.online.alternatives.set([licence(simulator, 1), licence(simulator, 2)])
    assert transfer(course).status == TransferStatus.TRANSFERRED
    assert at_zoom(simulator)["settings"]["alternative_hosts"].split(";") == simulator.hosts[1:3]
    course.online.alternatives.clear()
    assert transfer(course).status == TransferStatus.TRANSFERRED
    assert at_zoom(simulator)["settings"]["alternative_hosts"] == ""
    assert transfer(course).status == TransferStatus.UNCHANGED


def test_an_alternative_who_lost_the_licence_is_named_before_zoom_is_asked(
    simulator: RunningSimulator,
) -> None:
    make_account(simulator)
    course = make_course(days=TUESDAY)
    basic = ZoomUser.objects.get(licence_type=1)
    course.online.alternatives.set([basic])
    result = transfer(course)
    assert str(result.error) == "alternatives_refused"
    assert simulator.control.meetings() == []


def test_an_alternative_zoom_refuses_leaves_the_meeting_as_it_was(
    simulator: RunningSimulator,
) -> None:
    make_account(simulator)
    course = make_course(days=TUESDAY)
    transfer(course)
    course.online.alternatives.set([licence(simulator, 1)])
    simulator.control.alter_user(simulator.hosts[1], type=1)
    result = transfer(course)
    assert (result.status, type(result.error)) == (TransferStatus.FAILED, AlternativeHostRefused)
    assert course.meetings.get().state == MeetingState.DIFFERENCE
    assert at_zoom(simulator)["settings"].get("alternative_hosts", "") == ""


def test_another_host_takes_the_meeting_over_with_its_link(simulator: RunningSimulator) -> None:
    make_account(simulator, offer=2)
    course = make_course(days=weekly(date(2026, 9, 2), 4))
    course.online.host = licence(simulator, 0)
    course.online.save()
    transfer(course)
    before = at_zoom(simulator)
    simulator.control.grant_scheduling(of=simulator.hosts[1], to=simulator.hosts[0])
    course.online.host = licence(simulator, 1)
    course.online.save()
    result = transfer(course)
    after = at_zoom(simulator)
    assert (result.status, result.notices) == (TransferStatus.TRANSFERRED, ())
    assert after["host_email"] == simulator.hosts[1]
    assert (after["id"], after["join_url"]) == (before["id"], before["join_url"])
    assert course.meetings.get().host == licence(simulator, 1)
    assert bodies_of(simulator, "update_meeting") == [{"schedule_for": simulator.hosts[1]}]


def test_without_the_privilege_the_old_host_and_the_link_stay_and_a_sentence_says_so(
    simulator: RunningSimulator,
) -> None:
    make_account(simulator, offer=2)
    course = make_course(days=TUESDAY)
    course.online.host = licence(simulator, 0)
    course.online.save()
    transfer(course)
    before = at_zoom(simulator)
    course.online.host = licence(simulator, 1)
    course.online.save()
    result = transfer(course)
    assert (result.status, result.error) == (TransferStatus.DIFFERENCE, None)
    assert at_zoom(simulator)["host_email"] == simulator.hosts[0]
    assert at_zoom(simulator)["join_url"] == before["join_url"]
    assert course.meetings.get().host == licence(simulator, 0)
    (notice,) = result.notices
    reason = explain(SchedulingNotAllowed("", Circumstances("change_meeting"))).hint
    assert describe_notice(notice) == (
        f"Zoom hat den Wechsel zu {simulator.hosts[1]} abgelehnt. Host bleibt "
        f"{simulator.hosts[0]}, der Link bleibt gültig. {reason}"
    )


def test_a_host_changed_in_the_portal_is_shown_as_a_difference(
    simulator: RunningSimulator,
) -> None:
    make_account(simulator)
    course = make_course(days=TUESDAY)
    transfer(course)
    simulator.control.change_meeting(at_zoom(simulator)["id"], host=simulator.hosts[3])
    found = inspect_meeting(Course.objects.get(), actor=SHELL, now=NOW)
    assert [(each.field, each.at_zoom) for each in found.field_differences] == [
        (Field.HOST, simulator.hosts[3])
    ]


def test_a_marker_taken_out_of_the_agenda_is_put_back_before_what_stands_there(
    simulator: RunningSimulator,
) -> None:
    make_account(simulator)
    course = make_course(days=TUESDAY)
    transfer(course)
    marker = course.meetings.get().marker
    simulator.control.change_meeting(at_zoom(simulator)["id"], agenda="Bitte pünktlich!")
    assert transfer(course).status == TransferStatus.TRANSFERRED
    assert at_zoom(simulator)["agenda"] == f"Ref. {marker}\nBitte pünktlich!"
    assert transfer(course).status == TransferStatus.UNCHANGED


def test_a_marker_is_put_back_even_into_an_agenda_as_long_as_zoom_allows(
    simulator: RunningSimulator,
) -> None:
    make_account(simulator)
    course = make_course(days=TUESDAY)
    transfer(course)
    simulator.control.change_meeting(at_zoom(simulator)["id"], agenda="ü" * 2000)
    assert transfer(course).status == TransferStatus.TRANSFERRED
    agenda = at_zoom(simulator)["agenda"]
    assert agenda.startswith(f"Ref. {course.meetings.get().marker}\nüüü")
    assert len(agenda) == 2000
    assert transfer(course).status == TransferStatus.UNCHANGED


def test_login_and_registration_the_account_insists_on_are_said(
    simulator: RunningSimulator,
) -> None:
    make_account(simulator)
    simulator.control.alter_user(
        simulator.hosts[0], locked={"meeting_authentication": True, "approval_type": 0}
    )
    course = make_course(days=TUESDAY)
    result = transfer(course)
    assert [n.code for n in result.notices] == [
        NoticeCode.LOGIN_DEMANDED,
        NoticeCode.REGISTRATION_DEMANDED,
    ]


def test_a_basic_user_as_host_is_warned_about(simulator: RunningSimulator) -> None:
    make_account(simulator)
    course = make_course(days=TUESDAY)
    basic = ZoomUser.objects.get(licence_type=1)
    course.online.host = basic
    course.online.save()
    result = transfer(course)
    assert result.notices == (Notice(NoticeCode.BASIC_HOST, {"host": basic.email}),)


def keys_in(value: object) -> set[str]:
    """Every key of a JSON value, however deep."""
    if isinstance(value, dict):
        return set(value).union(*map(keys_in, value.values()))
    return set().union(*map(keys_in, value)) if isinstance(value, list) else set()


def exchanged(simulator: RunningSimulator) -> list[LoggedRequest]:
    """Create, update with every kind of step, info: all that is ever sent for a course."""
    make_account(simulator)
    person = Instructor.objects.create(
        number="77", first_name="Erika", last_name="Geheimnis", email="erika@geheim.example"
    )
    course = make_course(days=weekly(date(2026, 9, 2), 12), room="Haus der Heimlichkeit")
    course.instructors.add(person)
    course.online.info = "Nur fürs Büro"
    course.online.save()
    course.days.filter(date=date(2026, 9, 16)).delete()
    transfer(course)
    days = list(course.days.all())
    course.days.filter(pk=days[1].pk).update(date=date(2026, 9, 10), note="Frau Vertraulich")
    course.days.filter(pk=days[2].pk).update(is_cancelled=True)
    Course.objects.update(title="Neuer Titel")
    transfer(course)
    course.days.create(date=date(2026, 12, 30), starts_at=time(9), ends_at=time(10))
    transfer(course)
    return simulator.control.log()


def test_registration_personal_ids_and_mails_are_off_in_every_request(
    simulator: RunningSimulator,
) -> None:
    exchanged(simulator)
    (create,) = bodies_of(simulator, "create_meeting")
    settings = create["settings"]
    assert settings["use_pmi"] is False
    assert settings["approval_type"] == 2
    assert settings["meeting_authentication"] is False
    assert settings["email_notification"] is False
    assert settings["alternative_hosts_email_notification"] is False
    deletions = [each.query for each in simulator.control.log() if each.method == "DELETE"]
    assert {query["cancel_meeting_reminder"].lower() for query in deletions} == {"false"}
    assert {query["schedule_for_reminder"].lower() for query in deletions} == {"false"}


def test_no_end_date_is_ever_sent(simulator: RunningSimulator) -> None:
    log = exchanged(simulator)
    sent = set().union(*(keys_in(each.body) for each in log))
    assert "end_date_time" not in sent
    series = [each.body["recurrence"] for each in log if "recurrence" in (each.body or {})]
    assert [one["end_times"] > 0 for one in series] == [True, True]


def test_no_request_carries_anything_about_people_or_rooms(simulator: RunningSimulator) -> None:
    sent = str([(each.path, each.query, each.body) for each in exchanged(simulator)])
    private = ("Geheimnis", "geheim.example", "Vertraulich", "Büro", "Heimlichkeit", "Erika")
    assert [word for word in private if word in sent] == []
