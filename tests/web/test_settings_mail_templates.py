"""„Vorlagen für E-Mails": the list, one template with its live check and preview."""

from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from kurslink.models import Audience, MailArea, MailFormat, MailMessage, MailTemplate
from kurslink.services.mails.standard_texts import standard_text
from tests.course_office import make_course
from tests.enrolments import enrol
from tests.web.browser import Browser, Shown

LIST, NEW = "/einstellungen/vorlagen/", "/einstellungen/vorlagen/neu/"
STANDARD = standard_text(MailArea.ACCESS_DATA, Audience.PARTICIPANTS)
CHANGE = standard_text(MailArea.CHANGE, Audience.PARTICIPANTS)
RESTORE = "Standardtext wiederherstellen"


def entered(**changes: str) -> dict[str, str]:
    return {
        "name": "Kurz",
        "area": "access_data",
        "audience": "participants",
        "format": "text",
        "subject": "<KURSTITEL>",
        "body": "<ANSPRACHE>,\n<WEBIN_MID>",
    } | changes


def make_template(name: str = "Kurz", **fields: Any) -> MailTemplate:
    usual = {"subject": "<KURSNR>", "body": "Hallo <KURSTITEL>"}
    return MailTemplate.objects.create(name=name, **usual | fields)


def preview(page: Shown) -> list[str]:
    return page.texts("//*[@id='template-preview']//*[contains(@class, 'mail-preview__body')]/p")


def value_of(page: Shown, name: str) -> str:
    (field,) = page.tree.xpath(f"//*[@name='{name}']")
    return str(field.value or "").replace("\r\n", "\n").strip()


def test_every_area_has_its_standard_text(system: Browser) -> None:
    page = system.get(LIST)
    assert page.heading == "Vorlagen für E-Mails"
    assert [row[:5] for row in page.rows()][:3] == [
        ["Zugangsdaten", "Teilnehmende", "Standardtext", STANDARD.subject, "gilt"],
        ["Zugangsdaten", "Dozenten", "Standardtext", STANDARD.subject, "gilt"],
        ["Terminänderung", "Teilnehmende", "Standardtext", CHANGE.subject, "gilt"],
    ]
    assert len(page.rows()) == 8


def test_the_fields_are_named_as_in_the_model(system: Browser) -> None:
    assert system.get(NEW).labels == [
        "Name",
        "Vorlage für den Bereich",
        "Empfänger",
        "Format",
        "Betreff",
        "Text",
        "Vorschau mit Kurs",
    ]


def test_a_new_template_begins_as_the_standard_text(system: Browser) -> None:
    page = system.get(NEW)
    assert (value_of(page, "subject"), value_of(page, "body")) == (
        STANDARD.subject,
        STANDARD.body.strip(),
    )
    page = system.get(NEW, area="cancellation", audience="instructors")
    assert value_of(page, "subject") == "Ausfall: <KURSTITEL> (<KURSNR>)"
    assert system.get(NEW, area="nichts").status == 404


def test_the_picker_offers_what_the_audience_may_get(system: Browser) -> None:
    groups = system.get(NEW).texts("//*[@id='template-variables']//summary")
    assert groups == ["Kurs", "Anmeldung", "Einrichtung", "Benutzer"]
    names = "//button/@data-insert"
    assert "<WEBIN_MOCO>" not in system.get(NEW).tree.xpath(names)
    page = system.get(NEW, audience="instructors")
    assert "<WEBIN_MOCO>" in page.tree.xpath(names)
    assert "<ONLINEPW>" not in page.tree.xpath(names)


def test_a_template_is_stored(system: Browser) -> None:
    page = system.post(NEW, save="1", is_default="on", **entered())
    assert (page.address, page.notices) == (LIST, ["Die Vorlage ist gespeichert."])
    assert [row[2:5] for row in page.rows()][:2] == [
        ["Standardtext", STANDARD.subject, f"{RESTORE} Zugangsdaten, Teilnehmende"],
        ["Kurz", "<KURSTITEL>", "gilt"],
    ]


def test_a_template_is_tried_out_on_a_course_and_not_stored(system: Browser) -> None:
    enrol(make_course("262-1", title="Yoga & mehr"))
    make_course("262-2", title="Excel")
    page = system.post(NEW, sample="262-1", **entered(body="<ANSPRACHE>: <KURSTITEL>"))
    assert preview(page) == ["Sehr geehrte Frau Müller: Yoga & mehr"]
    assert page.terms() == {"An": "Anna Müller", "Betreff": "Yoga & mehr"}
    assert not MailTemplate.objects.exists()


def test_faults_are_said_while_somebody_writes(system: Browser) -> None:
    make_course()
    page = system.post(NEW, **entered(subject="<KURSNR", body="a\n<KURSNAME>"))
    assert (page.status, page.notices) == (
        200,
        [
            "„Betreff“, Zeile 1, Stelle 1: Bei der Variablen „KURSNR“ fehlt eine spitze Klammer.",
            "„Text“, Zeile 2, Stelle 1: Die Variable <KURSNAME> gibt es nicht.",
        ],
    )


def test_a_fault_is_refused_at_its_field(system: Browser) -> None:
    page = system.post(NEW, save="1", **entered(body="<WEBIN_MOCO>"))
    assert page.status == 422
    assert page.texts("//*[@id='id_body_error']")[0].startswith(
        "„Text“, Zeile 1, Stelle 1: <WEBIN_MOCO> ist nicht für Teilnehmende."
    )
    assert value_of(page, "body") == "<WEBIN_MOCO>"


def test_what_a_mail_never_contains_is_named_and_not_shown(system: Browser) -> None:
    make_course("262-1")
    body = "<p>Hallo <script>alert(1)</script><img src=x><b><KURSNR></b></p>"
    page = system.post(NEW, **entered(format="html", body=body))
    assert page.notices == ["In E-Mails nicht erlaubt und nicht versandt: img, script."]
    assert preview(page) == ["Hallo 262-1"]
    assert not page.tree.xpath("//*[@id='template-preview']//script")


def test_a_course_nobody_knows_is_said(system: Browser) -> None:
    page = system.post(NEW, sample="999", **entered())
    assert page.texts("//*[@id='template-preview']/p") == ["Einen Kurs 999 gibt es nicht."]
    page = system.post(NEW, **entered())
    assert page.texts("//*[@id='template-preview']/p") == [
        "Sobald es Kurse gibt, steht hier ein Beispiel."
    ]


def test_a_template_is_changed_but_not_what_it_is_for(system: Browser) -> None:
    template = make_template()
    where = f"{LIST}{template.pk}/"
    page = system.get(where)
    assert page.buttons == [
        "Speichern",
        "Standardtext übernehmen",
        "Abbrechen",
        "Vorschau aktualisieren",
        "Testmail an mich",
        "Löschen",
    ]
    assert not page.tree.xpath("//*[@name='area' or @name='audience']")
    system.post(where, save="1", **entered(name="Lang", format="html", audience="instructors"))
    template.refresh_from_db()
    assert (template.name, template.format, template.audience) == (
        "Lang",
        MailFormat.HTML,
        Audience.PARTICIPANTS,
    )


def test_the_standard_text_is_taken_over_into_the_fields(system: Browser) -> None:
    template = make_template(audience=Audience.INSTRUCTORS, format=MailFormat.HTML)
    page = system.post(f"{LIST}{template.pk}/", standard="1", **entered(name="Neu"))
    wanted = standard_text(MailArea.ACCESS_DATA, Audience.INSTRUCTORS).body.strip()
    assert (value_of(page, "name"), value_of(page, "body")) == ("Neu", wanted)
    assert value_of(page, "format") == "text"
    template.refresh_from_db()
    assert template.body == "Hallo <KURSTITEL>"


def test_the_standard_text_is_restored(system: Browser) -> None:
    template = make_template(is_default=True)
    page = system.post(f"{LIST}standardtext/access_data/participants/")
    assert page.notices == ["Der Standardtext gilt wieder."]
    template.refresh_from_db()
    assert not template.is_default
    assert system.post(f"{LIST}standardtext/unsinn/participants/").status == 404


def test_a_test_mail_is_what_the_preview_shows(system: Browser) -> None:
    course = make_course("262-1", title="Yoga")
    enrol(course)
    page = system.post(NEW, test="1", sample="262-1", **entered(body="<ANSPRACHE>: <KURSTITEL>"))
    assert page.notices == ["Die Testmail an system@vhs.example ist im Postausgang."]
    mail = MailMessage.objects.get()
    assert (mail.to_address, mail.subject, mail.text, mail.is_test, mail.course) == (
        "system@vhs.example",
        "Yoga",
        "Sehr geehrte Frau Müller: Yoga\n",
        True,
        course,
    )
    assert not MailTemplate.objects.exists()


def test_what_is_faulty_is_not_even_sent_as_a_test(system: Browser) -> None:
    make_course()
    page = system.post(NEW, test="1", **entered(body="<KURSNAME>"))
    assert page.notices[0] == "Ohne Vorschau gibt es keine Testmail."
    assert not MailMessage.objects.exists()


def test_a_template_is_deleted(system: Browser) -> None:
    template = make_template()
    page = system.post(f"{LIST}{template.pk}/loeschen/")
    assert page.notices == ["Die Vorlage ist gelöscht."]
    assert not MailTemplate.objects.exists()


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_as_often_for_many_as_for_one(
    system: Browser, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    for number in range(count):
        make_template(f"Vorlage {number}")
    system.get(LIST)
    with django_assert_num_queries(6):
        assert len(system.get(LIST).rows()) == 8 + count


def test_what_is_too_long_to_be_stored_is_not_tried_out(system: Browser) -> None:
    page = system.post(NEW, **entered(body="<A1>" * 5_001))
    assert page.notices == ["„Text“ hat 20004 Zeichen; erlaubt sind 20000."]


def test_a_course_number_with_a_nul_is_refused_at_its_field(system: Browser) -> None:
    assert system.post(NEW, **entered(sample="262\0")).status == 422
