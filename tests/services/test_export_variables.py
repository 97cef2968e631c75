"""The export variables: the model's names and descriptions, and the values of a real course."""

import re
from datetime import date, time
from pathlib import Path

import pytest
from django.utils import translation

from kurslink.models import (
    Course,
    CourseDay,
    Institution,
    Instructor,
    LicenceType,
    Participant,
    Role,
    Software,
    User,
    ZoomAccount,
    ZoomUser,
)
from kurslink.planning.variables import parse
from kurslink.services.errors import Refusal
from kurslink.services.rights import SHELL, actor_for
from kurslink.services.variables.course_values import (
    course_values,
    institution_values,
    times_differ,
    user_values,
    with_values,
)
from kurslink.services.variables.known import (
    VARIABLES,
    Group,
    Level,
    choose_course_variables,
    course_variables,
)
from kurslink.services.variables.person_values import greeting_values
from kurslink.services.words.catalogue import export_variables
from kurslink.services.words.sentences import explain
from tests.course_office import make_course, weekly

pytestmark = pytest.mark.django_db

# Names and descriptions as the model's manual gives them („Anhang 115", chapter 3).
OF_THE_MODEL = {
    "WEBINAR": "Webinar („Ja“/„Nein“)",
    "WEBIN_LINK": "Webinar Link",
    "WEBIN_RUFN": "Webinar Rufnummer",
    "WEBIN_TNCO": "Webinar TN-Code",
    "WEBIN_MID": "Webinar Meeting-ID",
    "WEBIN_PW": "Webinar Passwort",
    "WEBIN_SW": "Webinar Software",
    "WEBIN_MOCO": "Webinar Moderator Code",
    "WEBIN_ZUGZ": "Kursart: Zugang (Zoom)",
    "WEBIN_HOSZ": "Kursart: Host (Zoom)",
    "WEBIN_ALTZ": "Kursart: Alternativen (Zoom)",
    "ONLINELINK": "Online-Kurs: Link",
    "ONLINECODE": "Online-Kurs: Teilnehmer-Code",
    "ONLINEPW": "Online-Kurs: Passwort",
}
OF_ITS_TEXTS = ("KURSNR", "KURSTITEL", "BEG_DATTXT", "END_DATTXT", "UHRVON", "UHRBIS")
OF_PEOPLE = (
    "TNR", "ANREDE", "TITEL", "VORNAME", "NACHNAME", "EMAIL", "ANMELDENR", "ANM_STATUS",
)  # fmt: skip
OF_ENROLMENTS = ("ANSPRACHE", *OF_PEOPLE, "ONLINELINK", "ONLINECODE", "ONLINEPW")


def licence(account: ZoomAccount, name: str) -> ZoomUser:
    return ZoomUser.objects.create(
        account=account,
        zoom_user_id=name,
        email=f"{name}@vhs.example",
        licence_type=LicenceType.LICENSED,
        status="active",
    )


@pytest.fixture
def course() -> Course:
    course = make_course(
        "262-1",
        title="Yoga <KURSNR> & {{7*7}}",
        place="Rathaus",
        starts_on=date(2026, 9, 1),
        days=weekly(date(2026, 9, 2), 3, "16:30", "18:00"),
    )
    CourseDay.objects.create(course=course, date=date(2026, 8, 26), is_cancelled=True)
    course.instructors.add(
        Instructor.objects.create(title="Dr.", first_name="Ada", last_name="Beispiel"),
        Instructor.objects.create(last_name="Zander"),
    )
    account = ZoomAccount.objects.create(email="zoom@vhs.example")
    details = course.online
    details.link = "https://zoom.example/j/81234567890?pwd=a"
    details.meeting_number, details.passcode = "81234567890", "012345"
    details.phone_number, details.participant_code = "+49 30 1", "77#"
    details.moderator_code, details.account = "998877", account
    details.host = licence(account, "raum1")
    details.save()
    details.alternatives.add(licence(account, "raum2"), licence(account, "raum3"))
    return course


def loaded(course: Course) -> Course:
    return with_values(Course.objects.all()).get(pk=course.pk)


def test_the_catalogue_has_the_names_and_descriptions_of_the_model() -> None:
    descriptions = {each.name: each.description for each in VARIABLES}
    assert {name: descriptions[name] for name in OF_THE_MODEL} == OF_THE_MODEL
    assert [name for name in OF_ITS_TEXTS if name not in descriptions] == []
    of_enrolments = [each.name for each in VARIABLES if each.group is Group.ENROLMENT]
    assert tuple(of_enrolments) == OF_ENROLMENTS


def test_names_fit_into_ten_characters_and_are_placeholders() -> None:
    names = [each.name for each in VARIABLES]
    assert [name for name in names if not re.fullmatch(r"[A-Z_]{1,10}", name)] == []
    assert [len(parse(f"<{name}>")) for name in names] == [1] * len(names)
    assert sorted(names) == sorted(export_variables.DESCRIPTIONS)


def test_every_variable_of_the_course_level_has_a_value(course: Course) -> None:
    institution = Institution.load()
    values = course_values(loaded(course)) | institution_values(institution)
    values |= user_values(None, institution)
    of_courses = [each.name for each in VARIABLES if each.level is Level.COURSE]
    assert sorted(values) == sorted(of_courses)


def test_what_has_several_lines_is_no_column() -> None:
    assert "KURSTAGE" not in [each.name for each in course_variables(SHELL)]
    with pytest.raises(Refusal) as caught:
        choose_course_variables(("KURSTAGE",), actor=SHELL)
    assert explain(caught.value).message == (
        "Die Variable „KURSTAGE“ hat mehrere Zeilen und passt in keine Spalte."
    )


def test_who_confirmed_is_named_or_else_the_standard_contact() -> None:
    institution = Institution(contact_phone="0391 100", contact_email="info@vhs.example")
    user = User(email="clerk@vhs.example", phone="0391 123")
    assert user_values(user, institution) == {
        "BEN_TEL": "0391 123",
        "BEN_EMAIL": "clerk@vhs.example",
    }
    user.phone = ""
    assert user_values(user, institution) == {
        "BEN_TEL": "0391 100",
        "BEN_EMAIL": "clerk@vhs.example",
    }
    assert user_values(None, institution) == {
        "BEN_TEL": "0391 100",
        "BEN_EMAIL": "info@vhs.example",
    }


@pytest.mark.parametrize(
    ("person", "greeting"),
    [
        (Participant(salutation="Frau", last_name="Müller"), "Sehr geehrte Frau Müller"),
        (
            Instructor(salutation="Herr", title="Dr.", last_name="Müller"),
            "Sehr geehrter Herr Dr. Müller",
        ),
        (Participant(first_name="Kim", last_name="Mayer"), "Guten Tag Kim Mayer"),
        (Participant(salutation="Firma", last_name="Mayer"), "Sehr geehrte Damen und Herren"),
    ],
)
def test_people_are_greeted_in_german(person: Participant | Instructor, greeting: str) -> None:
    with translation.override("en"):
        assert greeting_values(person) == {"ANSPRACHE": greeting}


def test_times_differ_only_between_days_that_take_place(course: Course) -> None:
    assert not times_differ(loaded(course))
    CourseDay.objects.create(course=course, date=date(2026, 9, 26), starts_at=time(9))
    assert times_differ(loaded(course))
    assert course_values(loaded(course))["KURSTAGE"].splitlines()[2:] == [
        "Mi 16.09.2026, 16:30–18:00 Uhr",
        "Sa 26.09.2026",
    ]


def test_a_zoom_course_gives_all_its_values(course: Course) -> None:
    assert course_values(loaded(course)) == {
        "KURSNR": "262-1",
        "KURSTITEL": "Yoga <KURSNR> & {{7*7}}",
        "SEMESTER": "Semester 262",
        "BEG_DATTXT": "Mi 02.09.2026",
        "END_DATTXT": "Mi 16.09.2026",
        "UHRVON": "16:30",
        "UHRBIS": "18:00",
        "ANZ_TAGE": "3",
        "KURSTAGE": "Mi 02.09.2026, 16:30–18:00 Uhr\nMi 09.09.2026, 16:30–18:00 Uhr\n"
        "Mi 16.09.2026, 16:30–18:00 Uhr",
        "KURSORT": "Rathaus",
        "DOZ_NAME": "Dr. Ada Beispiel, Zander",
        "WEBINAR": "Ja",
        "WEBIN_LINK": "https://zoom.example/j/81234567890?pwd=a",
        "WEBIN_RUFN": "+49 30 1",
        "WEBIN_TNCO": "77#",
        "WEBIN_MID": "81234567890",
        "WEBIN_PW": "012345",
        "WEBIN_SW": "Zoom",
        "WEBIN_MOCO": "998877",
        "WEBIN_ZUGZ": "zoom@vhs.example",
        "WEBIN_HOSZ": "raum1@vhs.example",
        "WEBIN_ALTZ": "raum2@vhs.example; raum3@vhs.example",
    }


def test_the_values_are_german_in_a_foreign_language(course: Course) -> None:
    german = course_values(loaded(course))
    with translation.override("en"):
        assert course_values(loaded(course)) == german


def test_a_course_that_is_not_online_keeps_its_values_to_itself(course: Course) -> None:
    course.online.is_online = False
    course.online.save()
    values = course_values(loaded(course))
    online = {name: value for name, value in values.items() if name.startswith("WEBIN")}
    assert online.pop("WEBINAR") == "Nein"
    assert set(online.values()) == {""}


def test_licences_of_zoom_say_nothing_of_other_software(course: Course) -> None:
    course.online.software = Software.objects.get(name="edudip")
    course.online.save()
    values = course_values(loaded(course))
    assert [values[name] for name in ("WEBIN_SW", "WEBIN_ZUGZ", "WEBIN_HOSZ", "WEBIN_ALTZ")] == [
        "edudip",
        "",
        "",
        "",
    ]


def test_without_days_the_first_page_says_when() -> None:
    course = make_course(
        starts_on=date(2026, 9, 1),
        ends_on=date(2026, 9, 8),
        starts_at=time(18),
        ends_at=time(19, 30),
    )
    values = course_values(loaded(course))
    names = ("BEG_DATTXT", "END_DATTXT", "UHRVON", "UHRBIS", "ANZ_TAGE", "KURSTAGE")
    assert [values[name] for name in names] == [
        "Di 01.09.2026",
        "Di 08.09.2026",
        "18:00",
        "19:30",
        "0",
        "Di 01.09.2026, 18:00–19:30 Uhr",
    ]


@pytest.mark.parametrize("name", OF_ENROLMENTS)
def test_what_belongs_to_an_enrolment_is_refused_for_courses(name: str) -> None:
    with pytest.raises(Refusal) as caught:
        choose_course_variables(("KURSNR", name), actor=SHELL)
    assert explain(caught.value).message == (
        f"Die Export-Variable „{name}“ gehört zur Anmeldung einer Person, nicht zum Kurs."
    )


def test_an_unknown_variable_is_refused_with_the_known_ones() -> None:
    with pytest.raises(Refusal) as caught:
        choose_course_variables(("KURSNUMMER",), actor=SHELL)
    why = explain(caught.value)
    assert why.message == "Die Export-Variable „KURSNUMMER“ gibt es nicht."
    assert "KURSNR, KURSTITEL" in why.hint


@pytest.mark.parametrize("role", [Role.READER, Role.PRIVACY])
@pytest.mark.parametrize("name", ["WEBIN_PW", "WEBIN_MOCO"])
def test_passcodes_are_for_those_who_edit_courses(role: Role, name: str) -> None:
    actor = actor_for(User(email="a@vhs.example", role=role))
    assert name not in [each.name for each in course_variables(actor)]
    with pytest.raises(Refusal) as caught:
        choose_course_variables((name,), actor=actor)
    assert caught.value.code == "variable_not_allowed"
    assert name in [each.name for each in course_variables(actor_for(User(role=Role.OFFICE)))]


def test_the_own_additions_are_explained_in_the_glossary_of_variables() -> None:
    text = (Path(__file__).resolve().parents[2] / "docs/variablen.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| `<(\w+)>` \| ([^|]+?) \|", text, re.MULTILINE))
    assert rows == {each.name: each.description for each in VARIABLES}
