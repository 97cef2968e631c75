"""Importing enrolments: each person once, nothing twice, nobody removed."""

import io
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kurslink.models import Course, Enrolment, Participant
from kurslink.services.edit_enrolments import cancel_enrolment
from kurslink.services.errors import Refusal, RefusalCode
from kurslink.services.import_enrolments import import_enrolments
from kurslink.services.importing.enrolment_count import EnrolmentImport
from kurslink.services.rights import SHELL, Actor
from kurslink.services.words.sentences import describe_remark
from kurslink.sources.enrolment_file import read_enrolments
from kurslink.sources.errors import SourceError
from tests.course_office import NOW, make_course, make_semester
from tests.enrolments import enrol, make_participant

pytestmark = pytest.mark.django_db

HEADER = "KURSNR;ANREDE;VORNAME;NACHNAME;EMAIL;STATUS\n"
THREE = HEADER + (
    "262-4107;Frau;Anna;Müller;anna@example.org;A\n"
    "262-4107;Herr;Ben;Albers;;A\n"
    "262-4107;;Kim;Zahn;kim@example.org;W\n"
)


def run(
    text: str | bytes, *, dry_run: bool = False, semester: str | None = None
) -> EnrolmentImport:
    content = text.encode() if isinstance(text, str) else text
    file = read_enrolments(io.BytesIO(content))
    return import_enrolments(file, actor=SHELL, now=NOW, dry_run=dry_run, semester_code=semester)


def counts(done: EnrolmentImport) -> tuple[int, int, int, int, int]:
    return (done.new, done.changed, done.unchanged, done.missing, done.rejected)


def said(done: EnrolmentImport) -> list[tuple[int, str, str]]:
    return [(each.line, each.element, describe_remark(each)) for each in done.rejections]


def belegung(number: str = "262-4107") -> list[tuple[str, str, str]]:
    return [
        (str(each.participant), each.participant.email, each.status)
        for each in Enrolment.objects.filter(course__number=number).select_related("participant")
    ]


def test_a_list_becomes_people_in_courses() -> None:
    make_course()
    assert counts(run(THREE)) == (3, 0, 0, 0, 0)
    assert belegung() == [
        ("Ben Albers", "", "enrolled"),
        ("Anna Müller", "anna@example.org", "enrolled"),
        ("Kim Zahn", "kim@example.org", "waiting"),
    ]


def test_the_same_list_again_changes_nothing() -> None:
    make_course()
    run(THREE)
    assert counts(run(THREE)) == (0, 0, 3, 0, 0)


def test_a_dry_run_counts_the_same_and_writes_nothing() -> None:
    make_course()
    assert counts(run(THREE, dry_run=True)) == (3, 0, 0, 0, 0)
    assert (Enrolment.objects.count(), Participant.objects.count()) == (0, 0)


def test_a_changed_status_and_salutation_are_told() -> None:
    make_course()
    run(THREE)
    done = run(THREE.replace("org;W", "org;A").replace(";;Kim", ";Frau;Kim"))
    assert counts(done) == (0, 1, 2, 0, 0)
    [(row, changes)] = done.changed_rows
    assert row.line == 4
    assert [(each.name, each.old, each.new) for each in changes] == [
        ("salutation", "", "Frau"),
        ("status", "Warteliste", "angemeldet"),
    ]


def test_who_has_left_the_list_is_marked_and_comes_back_unmarked() -> None:
    make_course()
    run(THREE)
    without_kim = THREE.rsplit("262-4107", 1)[0]
    assert counts(run(without_kim)) == (0, 0, 2, 1, 0)
    kim = Enrolment.objects.get(participant__first_name="Kim")
    assert kim.missing_since == NOW
    assert counts(run(without_kim)) == (0, 0, 2, 0, 0)
    assert counts(run(THREE)) == (0, 1, 2, 0, 0)
    kim.refresh_from_db()
    assert kim.missing_since is None


def test_only_courses_of_the_list_are_compared_and_the_offices_own_people_stay() -> None:
    own = enrol(make_course())
    other = enrol(make_course("262-9"), make_participant("Fern"), is_imported=True)
    run(HEADER + "262-4107;;Ben;Albers;;A\n")
    assert not Enrolment.objects.filter(
        pk__in=(own.pk, other.pk), missing_since__gt=NOW - timedelta(1)
    )


def test_a_row_that_was_not_understood_lets_nobody_of_its_course_leave() -> None:
    make_course()
    run(THREE)
    done = run(THREE.replace("kim@example.org", "kim@example"))
    assert counts(done) == (0, 0, 2, 0, 1)
    assert said(done) == [(4, "EMAIL", "„kim@example“ ist keine einzelne gültige E-Mail-Adresse.")]


def test_one_person_in_two_courses_is_one_person() -> None:
    make_course()
    make_course("262-2")
    run(THREE + "262-2;Frau;Anna;Müller;ANNA@Example.org;A\n")
    assert Participant.objects.filter(last_name="Müller").count() == 1
    assert Enrolment.objects.filter(participant__last_name="Müller").count() == 2


def test_without_an_address_one_name_in_two_courses_is_two_people() -> None:
    make_course()
    make_course("262-2")
    run(HEADER + "262-4107;;Ben;Albers;;A\n262-2;;Ben;Albers;;A\n")
    assert Participant.objects.filter(last_name="Albers").count() == 2


def test_a_family_may_share_an_address() -> None:
    make_course()
    run(HEADER + "262-4107;;Anna;Müller;m@x.de;A\n262-4107;;Jens;Müller;m@x.de;A\n")
    assert len(belegung()) == 2


def test_the_number_names_a_person_whose_name_and_address_change() -> None:
    make_course()
    header = "TNR;Kursnummer;Nachname;E-Mail\n"
    run(header + "7;262-4107;Müller;alt@x.de\n")
    assert counts(run(header + "7;262-4107;Meier;neu@x.de\n")) == (0, 1, 0, 0, 0)
    assert belegung() == [("Meier", "neu@x.de", "enrolled")]


def test_a_person_known_by_name_and_address_takes_the_number_of_the_file() -> None:
    enrol(make_course())
    run("TNR;KURSNR;VORNAME;NACHNAME;EMAIL\n7;262-4107;Anna;Müller;anna@example.org\n")
    assert Participant.objects.get().number == "7"


def test_who_cancelled_and_enrolled_again_has_a_place() -> None:
    make_course()
    twice = HEADER + "262-4107;;Ben;Albers;b@x.de;A\n262-4107;;Ben;Albers;b@x.de;S\n"
    again = HEADER + "".join(reversed(twice.removeprefix(HEADER).splitlines(keepends=True)))
    for text in (twice, again, again):
        assert run(text).rejected == 0
        assert belegung() == [("Ben Albers", "b@x.de", "enrolled")]
    assert counts(run(again)) == (0, 0, 1, 0, 0)


def test_what_the_office_cancelled_no_file_revives_and_what_a_file_cancelled_it_may() -> None:
    make_course()
    run(THREE)
    run(THREE.replace("anna@example.org;A", "anna@example.org;S"))
    assert ("Anna Müller", "anna@example.org", "cancelled") in belegung()
    run(THREE)
    assert ("Anna Müller", "anna@example.org", "enrolled") in belegung()
    cancel_enrolment(Enrolment.objects.get(participant__first_name="Anna"), actor=SHELL)
    assert counts(run(THREE)) == (0, 0, 3, 0, 0)
    assert ("Anna Müller", "anna@example.org", "cancelled") in belegung()


def test_own_access_data_change_only_where_the_file_says_something() -> None:
    enrol(make_course(), passcode="alt", link="https://x.example/alt")
    run("KURSNR;VORNAME;NACHNAME;EMAIL;ONLINEPW\n262-4107;Anna;Müller;anna@example.org;\n")
    run("KURSNR;VORNAME;NACHNAME;EMAIL;ONLINEPW\n262-4107;Anna;Müller;anna@example.org;0071\n")
    enrolment = Enrolment.objects.get()
    assert (enrolment.passcode, enrolment.link) == ("0071", "https://x.example/alt")


def test_who_registered_somebody_else_is_known() -> None:
    make_course()
    header = "KURSNR;VORNAME;NACHNAME;Anmelder Nachname;Anmelder E-Mail\n"
    text = header + "262-4107;Kim;Zahn;Firma GmbH;f@x.de\n262-4107;Ben;Albers;Firma GmbH;f@x.de\n"
    run(text)
    assert {str(each.registrant) for each in Enrolment.objects.all()} == {"Firma GmbH"}
    assert Participant.objects.count() == 3
    assert counts(run(text)) == (0, 0, 2, 0, 0)


def test_a_course_is_named_with_its_semester_where_the_number_returns() -> None:
    make_course()
    make_course(semester=make_semester("271"))
    done = run(HEADER + "262-4107;;Ben;Albers;;A\n99;;Ben;Albers;;A\n")
    assert said(done) == [
        (
            2,
            "KURSNR",
            "Den Kurs 262-4107 gibt es in mehreren Semestern: 262, 271. Nennen Sie das Semester.",
        ),
        (3, "KURSNR", "Den Kurs 99 gibt es hier nicht. Importieren Sie zuerst die Kurse."),
    ]
    assert run(HEADER + "262-4107;;Ben;Albers;;A\n", semester="271").new == 1
    assert run("Semester;KursNr.;Name\n262;262-4107;Zahn\n").new == 1
    assert set(Course.objects.filter(enrolments__isnull=False)) == set(Course.objects.all())


def test_kufer_registrations_are_news_and_let_nobody_leave() -> None:
    make_course("262-4711")
    run(HEADER.replace("KURSNR", "Kursnr") + "262-4711;;Kim;Zahn;kim@example.org;A\n")
    xml = (
        "<ANMELDUNGEN><ANMELDUNG><STAMMDATEN><NAME_TITEL>Frau</NAME_TITEL><NAME>Müller</NAME>"
        "<VORNAME>Anna</VORNAME></STAMMDATEN><KURSE><KURS><KURSNUMMER>262-4711</KURSNUMMER>"
        "<STATUS>A</STATUS></KURS></KURSE></ANMELDUNG></ANMELDUNGEN>"
    )
    assert counts(run(xml)) == (1, 0, 0, 0, 0)
    assert counts(run(xml)) == (0, 0, 1, 0, 0)


def test_a_file_that_breaks_changes_nothing() -> None:
    make_course()
    with pytest.raises(SourceError):
        run(THREE + '262-4107;;"Ben;Kurz;;A\n')
    assert not Enrolment.objects.exists()


def test_importing_needs_the_right() -> None:
    file = read_enrolments(io.BytesIO(THREE.encode()))
    with pytest.raises(Refusal) as refused:
        import_enrolments(file, actor=Actor("L. Leser", frozenset()), now=NOW)
    assert refused.value.code is RefusalCode.NOT_ALLOWED


@pytest.mark.parametrize("count", [1, 300])
def test_any_number_of_rows_takes_the_same_number_of_queries(count: int) -> None:
    make_course()
    rows = "".join(f"262-4107;;N{n};Kurz;n{n}@x.de;A\n" for n in range(count))
    with CaptureQueriesContext(
        connection,
    ) as queries:
        run(HEADER + rows)
    assert len(queries) == 13
