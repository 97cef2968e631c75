"""The tab „Belegung": who is enrolled, and each person's own way in."""

from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from kurslink.models import (
    Course,
    Enrolment,
    EnrolmentStatus,
    MailSettings,
    OnlineDetails,
    Participant,
)
from kurslink.services.edit_enrolments import AccessValues, edit_access
from kurslink.services.errors import Refusal, RefusalCode
from kurslink.services.rights import SHELL
from tests.course_office import NOW, make_course
from tests.enrolments import enrol, make_participant
from tests.mails import make_ready_course
from tests.web.browser import Browser, Shown


def pages(course: Course, rest: str = "") -> str:
    return f"/kurse/{course.pk}/belegung/{rest}"


def add(browser: Browser, course: Course, **fields: str) -> Shown:
    entered = {"first_name": "Jens", "last_name": "Kurz", "status": "enrolled"} | fields
    return browser.post(pages(course, "neu/"), **entered)


def test_the_list_shows_person_status_and_who_registered(office: Browser) -> None:
    course = make_course()
    anna = make_participant()
    enrol(course, anna)
    enrol(course, make_participant("Albers", first_name="Ben", email=""), registrant=anna)
    enrol(course, make_participant("Zahn", title="Dr."), status=EnrolmentStatus.WAITING)
    assert [row[:5] for row in office.get(pages(course)).rows()] == [
        ["Frau", "Ben Albers", "–", "angemeldet", "Anna Müller"],
        ["Frau", "Anna Müller", "anna@example.org", "angemeldet", "–"],
        ["Frau", "Dr. Anna Zahn", "anna@example.org", "Warteliste", "–"],
    ]


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_the_same_number_of_questions_for_any_number_of_people(
    office: Browser, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    course = make_course()
    for index in range(count):
        enrol(course, make_participant(f"N{index}"), registrant=make_participant())
    MailSettings.load()
    with django_assert_num_queries(14):
        office.get(pages(course))


def test_a_course_without_enrolments_says_where_they_come_from(office: Browser) -> None:
    page = office.get(pages(make_course()))
    assert page.texts("//section/p") == [
        "Für diesen Kurs sind hier keine Anmeldungen erfasst. Importieren Sie die Anmeldungen aus"
        " der Kursverwaltung oder nehmen Sie Personen von Hand auf."
    ]


def test_a_person_is_enrolled_by_hand(office: Browser) -> None:
    course = make_course()
    page = add(office, course, email="jens@example.org", registrant_last_name="Kurz GmbH")
    assert page.notices == ["Jens Kurz ist in die Belegung aufgenommen."]
    assert page.rows()[0][1:5] == ["Jens Kurz", "jens@example.org", "angemeldet", "Kurz GmbH"]


def test_somebody_known_by_name_and_address_is_not_made_twice(office: Browser) -> None:
    jens = make_participant("Kurz", first_name="Jens", email="Jens@example.org")
    add(office, make_course(), email="jens@example.org")
    assert Enrolment.objects.get().participant == jens
    assert Participant.objects.count() == 1


def test_nobody_is_enrolled_twice(office: Browser) -> None:
    course = make_course()
    add(office, course, email="jens@example.org")
    page = add(office, course, email="jens@example.org")
    assert (page.status, page.errors) == (
        422,
        [
            "Jens Kurz steht schon in der Belegung dieses Kurses. Öffnen Sie die vorhandene"
            " Anmeldung und ändern Sie dort ihren Status."
        ],
    )


@pytest.mark.parametrize("email", ["a@b,c@d.de", "a@b.de; c@d.de", '"x"@b.de', "-oQ@x.de", "anna"])
def test_only_a_single_valid_address_is_kept(office: Browser, email: str) -> None:
    page = add(office, make_course(), email=email)
    assert page.status == 422
    assert page.errors == [
        f"„{email}“ ist keine gültige E-Mail-Adresse. Prüfen Sie die Schreibweise."
    ]
    assert not Participant.objects.exists()


def test_changing_a_person_changes_status_too(office: Browser) -> None:
    enrolment = enrol(make_course())
    office.post(
        pages(enrolment.course, f"{enrolment.pk}/"),
        first_name="Anna-Lena",
        last_name="Müller",
        status="waiting",
    )
    enrolment = Enrolment.objects.select_related("participant").get()
    assert str(enrolment.participant) == "Anna-Lena Müller"
    assert enrolment.status == EnrolmentStatus.WAITING


def test_a_cancelled_enrolment_stays_in_the_list(office: Browser) -> None:
    enrolment = enrol(make_course())
    page = office.post(pages(enrolment.course, f"{enrolment.pk}/stornieren/"))
    assert page.notices == ["Die Anmeldung von Anna Müller ist storniert."]
    assert page.rows()[0][3] == "storniert"


def test_cancelling_is_taken_back_from_its_message(office: Browser) -> None:
    course = make_course()
    enrolment = enrol(course, status=EnrolmentStatus.WAITING)
    page = office.post(pages(course, f"{enrolment.pk}/stornieren/"))
    undo = pages(course, f"{enrolment.pk}/gilt-wieder/waiting/")
    assert page.tree.xpath("//form[contains(@class, 'notice')]/@action") == [undo]
    page = office.post(undo)
    assert page.notices == ["Die Anmeldung von Anna Müller gilt wieder."]
    assert Enrolment.objects.get().status == EnrolmentStatus.WAITING


def test_page_two_holds_the_own_way_in(office: Browser) -> None:
    enrolment = enrol(make_course())
    address = pages(enrolment.course, f"{enrolment.pk}/seite-2/")
    page = office.get(address)
    assert page.texts("//h3") == ["Online-Kurs"]
    assert page.labels == ["Link", "Teilnehmer-Code", "Passwort"]
    office.post(address, link="https://x.example/1", participant_code="007", passcode="geheim")
    enrolment.refresh_from_db()
    held = (enrolment.link, enrolment.participant_code, enrolment.passcode)
    assert held == ("https://x.example/1", "007", "geheim")


def test_200_characters_are_kept_and_201_refused_with_field_and_count(office: Browser) -> None:
    enrolment = enrol(make_course())
    address = pages(enrolment.course, f"{enrolment.pk}/seite-2/")
    office.post(address, participant_code="x" * 200)
    page = office.post(address, participant_code="y" * 201)
    assert page.errors == [
        "„Teilnehmer-Code“ hat 201 Zeichen; erlaubt sind 200. Kürzen Sie den Text. Gespeichert"
        " wurde nichts."
    ]
    enrolment.refresh_from_db()
    assert enrolment.participant_code == "x" * 200


def test_switching_online_off_hides_the_group_and_keeps_the_values(office: Browser) -> None:
    enrolment = enrol(make_course(), passcode="geheim")
    address = pages(enrolment.course, f"{enrolment.pk}/seite-2/")
    OnlineDetails.objects.update(is_online=False)
    assert office.get(address).labels == []
    values = AccessValues(link="", participant_code="", passcode="")
    with pytest.raises(Refusal) as refused:
        edit_access(Enrolment.objects.get(), actor=SHELL, values=values)
    assert refused.value.code is RefusalCode.NOT_ONLINE
    OnlineDetails.objects.update(is_online=True)
    assert office.get(address).labels == ["Link", "Teilnehmer-Code", "Passwort"]
    enrolment.refresh_from_db()
    assert enrolment.passcode == "geheim"


def test_readers_look_and_change_nothing(reader: Browser) -> None:
    enrolment = enrol(make_course())
    assert "Anna Müller" in reader.get(pages(enrolment.course)).rows()[0]
    assert reader.get(pages(enrolment.course, f"{enrolment.pk}/")).buttons == []
    for rest in (
        "neu/",
        f"{enrolment.pk}/",
        f"{enrolment.pk}/seite-2/",
        f"{enrolment.pk}/stornieren/",
    ):
        assert reader.post(pages(enrolment.course, rest), last_name="X").status == 403
    enrolment.refresh_from_db()
    assert enrolment.status == EnrolmentStatus.ENROLLED


def test_readers_do_not_see_the_codes_of_a_person(reader: Browser) -> None:
    enrolment = enrol(make_ready_course(), passcode="q.-1", participant_code="q.-2")
    page = reader.get(pages(enrolment.course, f"{enrolment.pk}/seite-2/"))
    assert page.labels == ["Link", "Teilnehmer-Code", "Passwort"]
    assert "q.-" not in page.response.content.decode()


def places(browser: Browser, course: Course) -> tuple[str, str]:
    """What the course's head and the list say about places."""
    head = browser.get(f"/kurse/{course.pk}/").texts("//p[@class='facts']")[0].rsplit("· ", 1)[1]
    return head, browser.get("/kurse/", semester="").texts(
        "//td[contains(@class, 'col-enrolled')]"
    )[0]


@pytest.mark.parametrize(
    ("statuses", "expected"),
    [
        ([], ("7 von 12 Plätzen belegt", "7 / 12")),
        (["enrolled", "enrolled", "waiting", "cancelled"], ("2 von 12 Plätzen belegt", "2 / 12")),
        (["cancelled"], ("0 von 12 Plätzen belegt", "0 / 12")),
    ],
)
def test_enrolments_here_outrank_the_number_of_the_course_file(
    office: Browser, statuses: list[str], expected: tuple[str, str]
) -> None:
    course = make_course(enrolled=7, maximum=12)
    for status in statuses:
        enrol(course, status=status)
    assert places(office, course) == expected


def test_a_different_number_in_the_course_file_is_said(office: Browser) -> None:
    course = make_course(enrolled=7)
    enrol(course)
    enrol(course, missing_since=NOW)
    assert office.get(pages(course)).notices == [
        "Die Kursverwaltung nennt 7 belegte Plätze, hier sind es 1."
    ]


def test_deleting_a_course_says_that_its_enrolments_go(office: Browser) -> None:
    course: Any = make_course()
    enrol(course)
    page = office.get(f"/kurse/{course.pk}/loeschen/")
    assert "Auch seine Anmeldung wird gelöscht." in page.texts("//li")
    office.post(f"/kurse/{course.pk}/loeschen/")
    assert not Enrolment.objects.exists()
