"""„Zugangsdaten versenden": who gets what is seen first, then sent."""

import pytest
from pytest_django import DjangoAssertNumQueries, Settings

from kurslink.models import Course, Dispatch, DispatchState, MailMessage, MailSettings, MailTemplate
from kurslink.services.mails.wish import Wish
from kurslink.services.place_dispatch import place_dispatch
from kurslink.services.rights import SHELL
from tests.course_office import NOW, make_course, weekly
from tests.enrolments import enrol, make_participant
from tests.mails import FIRST, LINK, make_instructor, make_ready, make_ready_course
from tests.web.browser import Browser, Shown

SEND = "/zugangsdaten/"
USUAL = {"area": "access_data", "participants": "on", "instructors": "on", "who": "new",
         "with_calendar": "on", "when": "now"}  # fmt: skip


@pytest.fixture(autouse=True)
def _ready_to_send(settings: Settings, db: None) -> None:  # noqa: ARG001  # asks for the database
    make_ready(settings)


@pytest.fixture
def course() -> Course:
    course = make_ready_course()
    enrol(course)
    enrol(course, make_participant("Brief", email=""))
    make_instructor(course)
    return course


def send(browser: Browser, course: Course, **fields: str) -> Shown:
    return browser.post(SEND, course=str(course.pk), **(USUAL | fields))


def test_the_page_shows_everybody_and_what_happens(office: Browser, course: Course) -> None:
    page = office.get(f"{SEND}?course={course.pk}")
    assert page.heading == "Zugangsdaten versenden"
    assert [row[:4] for row in page.rows()] == [
        ["Anna Brief", "Teilnehmende", "–", "ohne E-Mail: Brief drucken"],
        ["Anna Müller", "Teilnehmende", "anna@example.org", "E-Mail"],
        ["Max Beispiel", "Dozenten", "max@example.org", "E-Mail"],
    ]
    assert page.texts("//*[@data-announce]") == ["2 E-Mails, 1 Brief zu drucken"]
    assert page.notices == ["Die Zugangsdaten sind von Hand eingetragen, nicht in Zoom geprüft."]


def test_another_choice_is_calculated_anew(office: Browser, course: Course) -> None:
    page = office.get(f"{SEND}?course={course.pk}&area=access_data&participants=on&when=now")
    assert [row[0] for row in page.rows()] == ["Anna Brief", "Anna Müller"]


def test_sending_writes_the_mails_and_goes_to_the_courses_list(
    office: Browser, course: Course
) -> None:
    page = send(office, course)
    assert page.address == f"/kurse/{course.pk}/versand/"
    assert MailMessage.objects.count() == 3
    assert Dispatch.objects.get().confirmed_by is not None


def test_sending_for_later_says_when(office: Browser, course: Course) -> None:
    page = office.get(
        f"{SEND}?course={course.pk}&participants=on&when=before&days_before=3&area=access_data"
    )
    assert "wird am So 30.08.2026, 08:00 geschrieben und versandt" in page.texts("//section")[1]
    send(office, course, when="before", days_before="3")
    assert Dispatch.objects.get().state == DispatchState.PLANNED
    assert not MailMessage.objects.exists()


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        ({"when": "at", "on": ""}, "Geben Sie das Datum an."),
        (
            {"when": "at", "on": "01.01.2020", "at": "08:00"},
            "Dieser Zeitpunkt ist vorbei. Wählen Sie einen späteren.",
        ),
        ({"when": "before", "days_before": ""}, "Geben Sie an, wie viele Tage vorher."),
        ({"participants": "", "instructors": ""}, "Wählen Sie, wer die Nachricht bekommt."),
    ],
)  # fmt: skip
def test_what_is_missing_is_said_at_its_field(
    office: Browser, course: Course, fields: dict[str, str], error: str
) -> None:
    page = send(office, course, **fields)
    assert page.status == 422
    assert page.errors[0] == error
    assert not Dispatch.objects.exists()


def test_several_courses_are_sent_together_and_one_that_cannot_says_why(
    office: Browser, course: Course
) -> None:
    other = make_course("262-9", days=weekly(FIRST, 2))
    enrol(other, make_participant("Anderswo"))
    page = office.post(SEND, course=[str(course.pk), str(other.pk)], **USUAL)
    assert page.address == "/versand/"
    assert MailMessage.objects.filter(course=course).count() == 3
    assert page.notices[:2] == [
        "262-4107: Im Postausgang sind jetzt E-Mails: 2, Briefe: 1.",
        "Der Kurs 262-9 hat in Zoom noch kein Meeting, also auch keine Zugangsdaten. "
        "Übertragen Sie ihn auf der 3. Seite zuerst an Zoom.",
    ]


def test_a_course_without_access_data_leads_to_its_third_page(office: Browser) -> None:
    course = make_course(days=weekly(NOW.date(), 2))
    enrol(course)
    page = office.get(f"{SEND}?course={course.pk}")
    ways = page.tree.xpath("//main//a[text()='Zur 3. Seite']/@href")
    assert ways == [f"/kurse/{course.pk}/online-kurs/"]


def test_each_mail_can_be_read_before(office: Browser, course: Course) -> None:
    page = office.get(f"{SEND}?course={course.pk}")
    (address, *_others) = page.tree.xpath("//td//a[contains(@href, 'vorschau')]/@href")
    preview = office.get(address)
    assert preview.terms()["An"] == "Anna Brief"
    text = preview.texts("//*[@class='mail-text']")[0]
    assert f"Meeting beitreten: {LINK} Passwort: 0815" in text
    assert preview.texts("//main//div[@class='actions']/a") == ["nächste Person"]


def test_readers_may_not_send(reader: Browser, course: Course) -> None:
    assert reader.get(f"{SEND}?course={course.pk}").status == 403
    assert send(reader, course).status == 403
    page = reader.get(f"/kurse/{course.pk}/belegung/")
    assert "Zugangsdaten versenden" not in page.buttons


def test_switched_off_the_buttons_are_gone_and_the_page_says_so(
    office: Browser, course: Course
) -> None:
    MailSettings.objects.update_or_create(pk=1, defaults={"sends_access_data": False})
    assert "Zugangsdaten versenden" not in office.get(f"/kurse/{course.pk}/belegung/").buttons
    assert "Zugangsdaten versenden …" not in office.get("/kurse/").buttons
    assert office.get(f"{SEND}?course={course.pk}").notices[0] == (
        "„Zugangsdaten versenden“ ist ausgeschaltet."
    )
    assert send(office, course).status == 409


def test_the_list_says_who_was_told_and_who_knows_something_old(
    office: Browser, course: Course
) -> None:
    place_dispatch(course, Wish(to_instructors=True), actor=SHELL, now=NOW)
    page = office.get(f"/kurse/{course.pk}/belegung/")
    assert [row[5] for row in page.rows()] == ["Brief zu drucken", "wartet"]
    assert page.notices == []
    course.online.passcode = "4242"
    course.online.save()
    page = office.get(f"/kurse/{course.pk}/belegung/")
    assert page.notices == ["3 Personen haben Zugangsdaten oder Termine, die nicht mehr stimmen."]
    correction = office.get(page.tree.xpath("//a[@id='correct']/@href")[0])
    assert correction.heading == "Geänderte Zugangsdaten versenden"
    assert correction.rows()[1][3] == "E-Mail (neues Passwort)"


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_asks_the_same_number_of_questions_for_any_number_of_people(
    office: Browser, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    course = make_ready_course()
    for index in range(count):
        enrol(course, make_participant(f"N{index}"), registrant=make_participant())
    with django_assert_num_queries(22):
        office.get(f"{SEND}?course={course.pk}")


def test_a_text_that_cannot_be_sent_has_no_preview_but_a_sentence(
    office: Browser, course: Course
) -> None:
    template = MailTemplate.objects.create(
        name="Alt", area="access_data", subject="Kurs", body="<KURSNUMMER>"
    )
    choice = f"area=access_data&participants=on&when=now&participants_template={template.pk}"
    page = office.get(f"{SEND}?course={course.pk}&{choice}")
    why = page.notices[0]
    assert "KURSNUMMER" in why
    (address, *_others) = page.tree.xpath("//td//a[contains(@href, 'vorschau')]/@href")
    page = office.get(address)
    assert (page.status, page.notices) == (409, [why])
