"""A house in which every text that somebody can enter or send is an attack, or a secret."""

from datetime import date
from typing import Any

from kurslink.models import (
    Batch,
    Course,
    Dispatch,
    Enrolment,
    ForeignMeeting,
    Institution,
    Instructor,
    MailMessage,
    MailTemplate,
    OnlineDetails,
    Order,
    OrderKind,
    Participant,
    ProxySettings,
    Semester,
    Software,
    ZoomAccount,
    ZoomUser,
)
from tests.course_office import NOW, make_course, weekly
from tests.outbox import mail_values

MARKUP = "\"'><evil-mark onclick=a()><img src=x onerror=a()></script><script>a()</script>"
TEMPLATE = "{{7*7}}{% debug %}${7*7}{0.__class__}"
EVIL = f"{TEMPLATE}{MARKUP}"
SCRIPT_LINK = "javascript:alert(1)"
SECRET = "canary-5f1c9"  # looked for everywhere


def make_hostile_house() -> Course:
    """One course with everything that hangs on it; the keys are those `addresses.py` asks for."""
    semester = Semester.objects.create(
        code="'><evil-mark>", name=EVIL[:60], first_on=date(2026, 8, 1), last_on=date(2027, 1, 1)
    )
    days = weekly(date(2026, 9, 2), 2)
    course = make_course(f"{EVIL[:20]}<evil-mark>", days=days, semester=semester, **_course_texts())
    course.days.update(room=EVIL, note=EVIL)
    account = _make_account()
    host = ZoomUser.objects.create(
        pk=1, account=account, email="host@vhs.example", name=EVIL, licence_type=2, status="active"
    )
    Software.objects.create(name=MARKUP[:60], default_link=SCRIPT_LINK)
    OnlineDetails.objects.update(
        account=account, host=host, link=SCRIPT_LINK, info=EVIL, **_codes()
    )
    _make_people(course)
    _make_the_rest(course, account, host)
    return course


def _course_texts() -> dict[str, str]:
    texts = {"title": EVIL, "subtitle": EVIL, "place": EVIL, "room": EVIL}
    return texts | {"department": EVIL, "department_code": MARKUP[:20]}


def _codes() -> dict[str, str]:
    names = ("phone_number", "participant_code", "meeting_number", "passcode", "moderator_code")
    return dict.fromkeys(names, EVIL)


def _make_account() -> ZoomAccount:
    ProxySettings.objects.create(pk=1, server="proxy", port=1, user=MARKUP, password=SECRET)
    secrets = dict.fromkeys(("client_secret", "api_secret", "webhook_secret", "token"), SECRET)
    return ZoomAccount.objects.create(
        pk=1, email="zoom@vhs.example", account_id=MARKUP, client_id=MARKUP, **secrets
    )


def _make_people(course: Course) -> None:
    names = {"first_name": EVIL[:100], "last_name": MARKUP, "title": MARKUP[:50]}
    person: dict[str, Any] = {"pk": 1, "number": MARKUP[:30], **names}
    course.instructors.add(Instructor.objects.create(**person))
    taking_part = Participant.objects.create(phone=MARKUP[:50], **person)
    Enrolment.objects.create(
        pk=1, course=course, participant=taking_part, link=SCRIPT_LINK, passcode=EVIL
    )


def _make_the_rest(course: Course, account: ZoomAccount, host: ZoomUser) -> None:
    Institution.load()
    Institution.objects.update(name=EVIL, short_name=MARKUP[:40], city=EVIL, website=SCRIPT_LINK)
    MailTemplate.objects.create(pk=1, name=MARKUP, subject=MARKUP, body=MARKUP)
    batch = Batch.objects.create(pk=1, placed_by=MARKUP, placed_at=NOW)
    Order.objects.create(
        course=course, batch=batch, kind=OrderKind.TRANSFER, is_urgent=False, placed_by=MARKUP,
        placed_at=NOW, due_at=NOW,
    )  # fmt: skip
    dispatch = Dispatch.objects.create(course=course, due_at=NOW, placed_by=MARKUP, placed_at=NOW)
    texts = {"to_name": EVIL, "subject": EVIL, "text": EVIL, "html": EVIL}
    MailMessage.objects.create(
        **(mail_values("eva") | texts | {"placed_by": MARKUP}),
        pk=1,
        course=course,
        dispatch=dispatch,
    )
    ForeignMeeting.objects.create(
        pk=1, account=account, host=host, zoom_meeting_id=1, topic=EVIL, zoom_type=2,
        join_url=SCRIPT_LINK, first_seen_at=NOW, seen_at=NOW,
    )  # fmt: skip
