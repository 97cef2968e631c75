"""The office's texts for mails: stored, checked, one default each, never lost to a dispatch."""

from datetime import date
from typing import Any

import pytest

from kurslink.models import (
    Audience,
    Course,
    Dispatch,
    DispatchState,
    Instructor,
    MailArea,
    MailFormat,
    MailTemplate,
    Role,
    User,
)
from kurslink.services.delete_mail_template import delete_mail_template
from kurslink.services.errors import Refusal
from kurslink.services.mails.check_text import find_problems
from kurslink.services.mails.preview import preview_mail
from kurslink.services.mails.rendering import MailText
from kurslink.services.mails.standard_texts import default_template, standard_text, text_for
from kurslink.services.rights import SHELL, actor_for
from kurslink.services.save_mail_template import (
    MailTemplateValues,
    restore_standard_text,
    save_mail_template,
)
from kurslink.services.variables.course_values import with_values
from kurslink.services.variables.in_mails import mail_variables
from kurslink.services.words.sentences import explain
from tests.course_office import NOW, make_course, weekly
from tests.enrolments import enrol, make_participant

pytestmark = pytest.mark.django_db

PEOPLE, TEACHERS = Audience.PARTICIPANTS, Audience.INSTRUCTORS


def values(**changes: Any) -> MailTemplateValues:
    usual = {
        "name": "Kurz",
        "area": MailArea.ACCESS_DATA,
        "audience": PEOPLE,
        "subject": "<KURSTITEL>",
        "body": "<ANSPRACHE>,\n\n<WEBIN_LINK>",
    }
    return MailTemplateValues(**usual | changes)


def save(**changes: Any) -> MailTemplate:
    return save_mail_template(values(**changes), actor=SHELL)


def said(**changes: Any) -> str:
    with pytest.raises(Refusal) as caught:
        save(**changes)
    why = explain(caught.value)
    return f"{why.message} {why.hint}"


def test_a_template_is_stored_without_what_nobody_sees() -> None:
    made = save(name=" Kurz\t", subject="A\u202eB\n<KURSTITEL>", body="Hallo \r\n\ue000Welt\n\n")
    stored = MailTemplate.objects.get(pk=made.pk)
    assert (stored.name, stored.subject, stored.body) == ("Kurz", "AB <KURSTITEL>", "Hallo\nWelt")


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        (
            "Hallo\nNr. <KURSNUMER>",
            "„Text“, Zeile 2, Stelle 5: Die Variable <KURSNUMER> gibt es nicht. "
            "Gemeint ist wohl <KURSNR>.",
        ),
        (
            "<Foto>",
            "„Text“, Zeile 1, Stelle 1: Die Variable <Foto> gibt es nicht. "
            "Wählen Sie eine aus der Liste, oder lassen Sie die spitzen Klammern weg.",
        ),
        (
            "Ihr Team\n<EINR_KURZ <EINR_NAME>",
            "„Text“, Zeile 2, Stelle 1: Bei der Variablen „EINR_KURZ“ fehlt eine spitze Klammer. "
            "Schreiben Sie <EINR_KURZ>; so, wie es dasteht, käme es bei den Empfängern an.",
        ),
        (
            "Code: <WEBIN_MOCO>",
            "„Text“, Zeile 1, Stelle 7: <WEBIN_MOCO> ist nicht für Teilnehmende. Wer den "
            "Moderator-Code hat, kann das Meeting übernehmen. Er steht nur in Vorlagen für "
            "Dozenten.",
        ),
        (
            "https://zoom.us/s/1?zak=abc",
            "„Text“, Zeile 1, Stelle 21: Dieser Link startet das Meeting als Host (zak=…). Wer "
            "ihn hat, handelt in Zoom als der Host. Schreiben Sie <WEBIN_LINK>; Dozenten "
            "bekommen den Moderator-Code.",
        ),
        (" \n", "Der Vorlage fehlt etwas: „Text“ ist leer. Füllen Sie das Feld aus, oder "
                "übernehmen Sie den Standardtext."),
        ("x" * 20_001, "„Text“ hat 20001 Zeichen; erlaubt sind 20000. Kürzen Sie den Text. "
                       "Gespeichert wurde nichts."),
    ],
)  # fmt: skip
def test_a_fault_is_said_with_its_place_and_what_was_meant(body: str, sentence: str) -> None:
    assert said(body=body) == sentence
    assert not MailTemplate.objects.exists()


@pytest.mark.parametrize(
    "body", ["<p>Code: <WEBIN_MOCO></p>", "&lt;WEBIN_MOCO&gt;", "&#60;webin_moco>", "<webin_moco>"]
)
def test_in_html_too_the_moderator_code_is_not_for_participants(body: str) -> None:
    text = MailText("", body, MailFormat.HTML)
    assert [each.code for each in find_problems(text, PEOPLE)] == ["mail_variable_for_hosts"]


def test_instructors_have_no_enrolment() -> None:
    assert said(audience=TEACHERS, body="<ONLINEPW>") == (
        "„Text“, Zeile 1, Stelle 1: <ONLINEPW> gehört zur Anmeldung einer teilnehmenden Person. "
        "Dozenten haben keine Anmeldung. Nehmen Sie <WEBIN_LINK>, <WEBIN_TNCO> oder <WEBIN_PW>."
    )


def test_every_fault_is_found_at_its_field() -> None:
    text = MailText("<KURSNR", "<B>fett</B> <KURSNAME>\n<br><span>", MailFormat.HTML)
    found = [(each.data["attribute"], each.data["name"]) for each in find_problems(text, PEOPLE)]
    assert found == [("subject", "KURSNR"), ("body", "KURSNAME")]


def test_a_passcode_does_not_stand_in_the_subject_for_everybody_to_see() -> None:
    (problem,) = find_problems(MailText("Passwort: <WEBIN_PW>", "<WEBIN_PW>"), PEOPLE)
    assert explain(problem).message == (
        "Im „Betreff“ steht <WEBIN_PW>; den sehen auch andere, in jeder Liste von E-Mails."
    )
    assert (problem.data["attribute"], problem.data["position"]) == ("subject", 11)


def test_a_name_may_not_be_there_twice_for_the_same_people() -> None:
    save()
    assert said(name="KURZ").startswith("Eine Vorlage „KURZ“ gibt es für diesen Bereich")
    save(audience=TEACHERS)
    assert MailTemplate.objects.count() == 2


def test_one_template_is_the_default_for_an_area_and_an_audience() -> None:
    first, other = save(is_default=True), save(audience=TEACHERS, is_default=True)
    second = save(name="Lang", is_default=True)
    defaults = MailTemplate.objects.filter(is_default=True)
    assert set(defaults) == {second, other}
    save_mail_template(values(is_default=True), actor=SHELL, template=first)
    assert default_template(MailArea.ACCESS_DATA, PEOPLE) == first
    restore_standard_text(MailArea.ACCESS_DATA, PEOPLE, actor=SHELL)
    assert default_template(MailArea.ACCESS_DATA, PEOPLE) is None
    assert default_template(MailArea.ACCESS_DATA, TEACHERS) == other


def test_without_a_template_the_standard_text_is_used() -> None:
    standard = standard_text(MailArea.REMINDER, PEOPLE)
    assert text_for(None, MailArea.REMINDER, PEOPLE) == standard
    own = save(format=MailFormat.HTML, body="<p>Hallo</p>")
    assert text_for(own, MailArea.ACCESS_DATA, PEOPLE) == MailText(
        "<KURSTITEL>", "<p>Hallo</p>", MailFormat.HTML
    )


def test_a_template_stays_what_it_is_for() -> None:
    made = save()
    with pytest.raises(Refusal) as caught:
        save_mail_template(values(audience=TEACHERS), actor=SHELL, template=made)
    assert caught.value.code == "mail_template_fixed"


def test_what_is_planned_keeps_its_template() -> None:
    made, course = save(), make_course("262-1")
    dispatch = Dispatch.objects.create(
        course=course,
        area=MailArea.ACCESS_DATA,
        participants_template=made,
        due_at=NOW,
        placed_at=NOW,
        placed_by="M. Brandt",
    )
    with pytest.raises(Refusal) as caught:
        delete_mail_template(made, actor=SHELL)
    assert explain(caught.value).message == (
        "Die Vorlage „Kurz“ ist für einen geplanten Versand gewählt: 262-1."
    )
    Dispatch.objects.filter(pk=dispatch.pk).update(state=DispatchState.DONE)
    delete_mail_template(made, actor=SHELL)
    assert not MailTemplate.objects.exists()


@pytest.mark.parametrize("role", [Role.OFFICE, Role.READER, Role.PRIVACY])
def test_texts_are_for_those_who_may_change_settings(role: Role) -> None:
    made, actor = save(), actor_for(User(email="a@vhs.example", role=role))
    attempts = (
        lambda: save_mail_template(values(name="Neu"), actor=actor),
        lambda: restore_standard_text(MailArea.CHANGE, PEOPLE, actor=actor),
        lambda: delete_mail_template(made, actor=actor),
    )
    for attempt in attempts:
        with pytest.raises(Refusal) as caught:
            attempt()
        assert caught.value.code == "not_allowed"


def loaded(course: Course) -> Course:
    return with_values(Course.objects.all()).get(pk=course.pk)


@pytest.mark.parametrize("audience", Audience)
def test_a_preview_has_every_variable_its_template_may_name(audience: Audience) -> None:
    course = make_course(days=weekly(date(2026, 9, 2), 1))
    body = "\n".join(f"{each.name}: <{each.name}>" for each in mail_variables(audience))
    preview = preview_mail(MailText("x", body), audience, loaded(course), user=None)
    assert preview.to_name == "Erika Mustermann"
    assert "ANSPRACHE: Sehr geehrte Frau Mustermann" in preview.mail.text


def test_a_preview_is_for_a_person_of_the_course() -> None:
    course = make_course()
    enrol(course, make_participant("Zander", salutation="Herr", first_name="Jan"))
    course.instructors.add(Instructor.objects.create(first_name="Ada", last_name="Beispiel"))
    text = MailText("<BEN_TEL>", "<ANSPRACHE>")
    user = User(email="a@vhs.example", phone="0391 1")
    found = [preview_mail(text, each, loaded(course), user=user) for each in Audience]
    assert [(each.to_name, each.mail.text, each.mail.subject) for each in found] == [
        ("Jan Zander", "Sehr geehrter Herr Zander\n", "0391 1"),
        ("Ada Beispiel", "Guten Tag Ada Beispiel\n", "0391 1"),
    ]
