"""„1. Seite" and „2. Seite": labels, changing, and who may."""

from datetime import date, time

from kurslink.models import Course, CourseDay, Instructor
from tests.course_office import NOW, make_course, weekly
from tests.web.browser import Browser, Shown

FIRST_PAGE = [
    "Kursnummer",
    "Semester",
    "Titel",
    "Untertitel",
    "Fachbereich",
    "Status",
    "Kursort",
    "Raum",
    "Dozenten",
    "Datum von",
    "Datum bis",
    "Uhrzeit von",
    "Uhrzeit bis",
    "TN min",
    "TN max",
    "Typ des Kurses",
    "Kursart",
]


def basics(**changes: str) -> dict[str, str]:
    return {
        "title": "Englisch B1 am Abend",
        "status": "planned",
        "kind": "Normalkurs",
        "starts_on": "01.09.2026",
        "starts_at": "18:00",
        "ends_at": "19:30",
    } | changes


def test_the_first_page_has_the_fields_of_the_office(office: Browser) -> None:
    page = office.get(f"/kurse/{make_course().pk}/")
    assert page.labels == FIRST_PAGE
    assert page.texts("//h2") == ["Kurs", "Zeiten und Plätze", "Einordnung des Kurses"]
    assert page.texts("//label[@class='check']") == [
        "BAMF-Kurs",
        "Künstlersozialkasse",
        "Neuer Kurs",
    ]


def test_the_head_names_the_course_its_days_and_people(office: Browser) -> None:
    course = make_course(days=weekly(date(2026, 9, 1), 3), enrolled=11, maximum=14)
    course.instructors.add(Instructor.objects.create(title="Dr.", last_name="Höß"))
    page = office.get(f"/kurse/{course.pk}/")
    assert page.texts("//p[@class='facts']") == [
        "262-4107 · Semester 262 · Di 01.09.2026 – Di 15.09.2026 · 3 Kurstage · Dr. Höß "
        "· 11 von 14 Plätzen belegt"
    ]


def test_changes_of_the_first_page_are_stored_and_confirmed(office: Browser) -> None:
    course = make_course()
    page = office.post(f"/kurse/{course.pk}/", **basics(title="Englisch B2", starts_at="17.45"))
    assert page.notices == ["Die Änderungen sind gespeichert."]
    course.refresh_from_db()
    assert (course.title, course.starts_on, course.starts_at) == (
        "Englisch B2",
        date(2026, 9, 1),
        time(17, 45),
    )


def test_a_refused_value_is_explained_at_its_field(office: Browser) -> None:
    course = make_course()
    page = office.post(f"/kurse/{course.pk}/", **basics(ends_on="31.08.2026"))
    assert page.status == 422
    assert page.texts("//*[@id='id_ends_on_error']") == [
        "„Datum bis“ liegt vor „Datum von“. Prüfen Sie die beiden Daten auf der 1. Seite."
    ]
    assert page.tree.xpath("//*[@id='id_ends_on']/@aria-describedby") == ["id_ends_on_error"]


def test_a_reader_sees_the_first_page_as_text(reader: Browser) -> None:
    page = reader.get(f"/kurse/{make_course().pk}/")
    assert page.labels[:3] == ["Kursnummer", "Semester", "Titel"]
    assert page.tree.xpath("//main//input[not(@type='hidden')]") == []
    assert page.buttons == []


def test_details_leads_to_the_same_box_under_its_older_name(office: Browser) -> None:
    course = make_course()
    (link,) = office.get(f"/kurse/{course.pk}/").tree.xpath(
        "//a[normalize-space()='Details']/@href"
    )
    assert office.get(link).texts("//h2")[0] == "Online-Kurs (Details)"


def days_page(browser: Browser, course: Course) -> Shown:
    return browser.get(f"/kurse/{course.pk}/kurstage/")


def test_the_second_page_lists_the_days_with_what_becomes_of_them(office: Browser) -> None:
    course = make_course(
        days=[
            (date(2026, 8, 18), time(18), time(19, 30)),
            (date(2026, 9, 1), time(18), time(19, 30)),
        ],
        room="Hauptschule; 1. Stock; Raum 24",
    )
    page = days_page(office, course)
    assert page.texts("//thead//th")[:6] == [
        "Datum",
        "Beginn",
        "Ende",
        "Raum",
        "Bemerkung",
        "Zustand",
    ]
    assert [row[:6] for row in page.rows()] == [
        ["Di 18.08.2026", "18:00", "19:30", "Hauptschule; 1. Stock; Raum 24", "", "vorbei"],
        ["Di 01.09.2026", "18:00", "19:30", "Hauptschule; 1. Stock; Raum 24", "", "findet statt"],
    ]


def test_a_day_is_added(office: Browser) -> None:
    course = make_course()
    page = office.post(
        f"/kurse/{course.pk}/kurstage/", date="03.09.2026", starts_at="18:00", ends_at="1930"
    )
    assert page.notices == ["Der Kurstag Do 03.09.2026 ist hinzugefügt."]
    assert [row[:3] for row in page.rows()] == [["Do 03.09.2026", "18:00", "19:30"]]


def test_a_second_day_at_the_same_moment_is_refused_at_its_field(office: Browser) -> None:
    course = make_course(days=weekly(date(2026, 9, 1), 1))
    page = office.post(f"/kurse/{course.pk}/kurstage/", date="01.09.2026", starts_at="18:00")
    assert page.status == 422
    assert page.texts("//*[@id='id_starts_at_error']")[0].startswith(
        "Am Di 01.09.2026 um 18:00 Uhr beginnen zwei Kurstage zugleich."
    )


def test_a_day_is_changed(office: Browser) -> None:
    course = make_course(days=weekly(date(2026, 9, 1), 1))
    day = course.days.get()
    form = office.get(f"/kurse/{course.pk}/kurstage/{day.pk}/")
    assert form.tree.xpath("//*[@id='id_date']/@value") == ["01.09.2026"]
    page = office.post(
        f"/kurse/{course.pk}/kurstage/{day.pk}/",
        date="02.09.2026",
        starts_at="18:00",
        ends_at="19:30",
        note="Ersatztermin",
    )
    assert page.notices == ["Der Kurstag Mi 02.09.2026 ist geändert."]
    assert page.rows()[0][4] == "Ersatztermin"


def test_a_day_is_cancelled_and_restored(office: Browser) -> None:
    course = make_course(days=weekly(date(2026, 9, 1), 1), changed_at=NOW)
    day = course.days.get()
    cancelled = office.post(f"/kurse/{course.pk}/kurstage/{day.pk}/entfaellt/")
    assert (cancelled.notices, cancelled.rows()[0][5]) == (
        ["Der Kurstag Di 01.09.2026 entfällt."],
        "entfällt",
    )
    restored = office.post(f"/kurse/{course.pk}/kurstage/{day.pk}/findet-statt/")
    assert (restored.notices, restored.rows()[0][5]) == (
        ["Der Kurstag Di 01.09.2026 findet doch statt."],
        "findet statt",
    )


def test_a_day_over_midnight_or_in_the_past_is_stored_and_pointed_out(office: Browser) -> None:
    course = make_course()
    page = office.post(
        f"/kurse/{course.pk}/kurstage/", date="01.09.2016", starts_at="19:00", ends_at="18:00"
    )
    assert page.notices == [
        "Der Kurstag Do 01.09.2016 ist schon vorbei und wird nicht übertragen.",
        "Der Kurstag Do 01.09.2016 endet erst am Tag danach um 18:00 Uhr.",
        "Der Kurstag Do 01.09.2016 ist hinzugefügt.",
    ]


def test_what_is_no_date_or_time_is_refused_with_an_example(office: Browser) -> None:
    course = make_course()
    page = office.post(f"/kurse/{course.pk}/kurstage/", date="30.02.2027", starts_at="25:00")
    assert page.errors == [
        "Dieses Datum gibt es nicht. Geben Sie Tag, Monat, Jahr ein, zum Beispiel 03.08.2021.",
        "Diese Uhrzeit gibt es nicht. Geben Sie Stunde und Minute ein, zum Beispiel 16:30.",
    ]


def test_a_day_of_another_course_is_not_found(office: Browser) -> None:
    one = make_course("262-1", days=weekly(date(2026, 9, 1), 1))
    other = make_course("262-2")
    day = CourseDay.objects.get(course=one)
    assert office.get(f"/kurse/{other.pk}/kurstage/{day.pk}/").status == 404


def test_a_course_without_days_says_what_holds_instead(office: Browser) -> None:
    page = days_page(office, make_course())
    assert page.texts("//section[1]/p") == [
        "Dieser Kurs hat keine Kurstage. Es gilt „Datum von“ der 1. Seite: daraus wird ein "
        "einmaliges Meeting."
    ]
