"""Every page and state before axe, at two widths and enlarged, in light and in dark."""

import json
from collections.abc import Iterator
from datetime import date, time
from pathlib import Path

import pytest
from django.urls import resolve
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from kurslink.models import (
    Course,
    Deletion,
    DeletionKind,
    Dispatch,
    EnrolmentStatus,
    ForeignMeeting,
    Instructor,
    MailArea,
    MailFormat,
    MailMessage,
    MailState,
    MailTemplate,
    Meeting,
    MeetingState,
    OnlineDetails,
    Participant,
    Software,
    User,
    WebhookEndpoint,
)
from kurslink.services.find_foreign_meetings import look_at_account
from kurslink.services.rights import SHELL
from kurslink.services.transfer.markers import agenda_with, marker_for
from kurslink.services.transfer_course import transfer_course
from tests.course_office import NOW, clock, make_account, make_course, weekly
from tests.enrolments import enrol, make_participant
from tests.journeys.conftest import EMAIL, PASSWORD
from tests.mails import make_instructor
from tests.outbox import make_mail
from tests.portal import made_by_hand
from tests.simulator_process import RunningSimulator
from tests.web.addresses import patterns

pytestmark = pytest.mark.django_db(transaction=True)

AXE = Path(__file__).parents[2] / "node_modules/axe-core/axe.min.js"
ALL_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
DESK, TELEPHONE, TWICE_AS_LARGE = (1280, 900), (390, 844), (640, 450)


def findings(page: Page, *rules: str) -> list[str]:
    """What axe objects to, by rule and place."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate(f"axe.run(document, {{runOnly: {json.dumps(rules or ALL_RULES)}}})")
    return [
        f"{page.url} {violation['id']}: {node['target']}"
        for violation in found["violations"]
        for node in violation["nodes"]
    ]


def overflow(page: Page, window: tuple[int, int]) -> list[str]:
    """Whether the page is wider than a window of this size."""
    page.set_viewport_size({"width": window[0], "height": window[1]})
    is_wide = page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
    return [f"{page.url} is wider than {window[0]}"] if is_wide else []


def objections(page: Page) -> list[str]:
    """What is wrong with the open page at a desk, on a telephone, enlarged, or in the dark."""
    found = [*overflow(page, DESK), *findings(page)]
    page.emulate_media(color_scheme="dark")
    found += findings(page, "color-contrast")
    page.emulate_media(color_scheme="light")
    found += [*overflow(page, TWICE_AS_LARGE), *overflow(page, TELEPHONE)]
    return [*found, *findings(page, "target-size", "scrollable-region-focusable")]


def sign_in(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_label("E-Mail-Adresse").fill(EMAIL)
    page.get_by_label("Passwort").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.get_by_role("navigation", name="Hauptmenü").wait_for()


def make_states(simulator: RunningSimulator) -> dict[str, Course]:
    """One course for each state the pages can show."""
    account = make_account(simulator)
    made = {
        name: make_course(f"262-{index}", days=weekly(date(2026, 8, 19), 6), title=name)
        for index, name in enumerate(("new", "transferred", "differs", "gone", "failed"))
    }
    for name in ("transferred", "differs", "gone", "failed"):
        transfer_course(made[name], actor=SHELL, clock=clock)
    made["differs"].days.filter(date=date(2026, 9, 2)).update(starts_at=time(17))
    Meeting.objects.filter(course=made["gone"]).update(state=MeetingState.GONE)
    problem = {"code": "unavailable", "message": "Zoom antwortet nicht.", "hint": "Später."}
    Meeting.objects.filter(course=made["failed"]).update(
        state=MeetingState.DIFFERENCE, problem=problem
    )
    made["offline"] = make_course("262-8", software=None)
    made["other"] = make_course("262-9", software="BigBlueButton")
    OnlineDetails.objects.filter(course=made["other"]).update(link="https://bbb.example/raum")
    Software.objects.get_or_create(name="edudip")
    made_by_hand(
        simulator, topic="new", agenda=agenda_with(marker_for(made["new"], part=1, generation=1))
    )
    made_by_hand(simulator)
    look_at_account(account, actor=SHELL, now=clock())
    make_mails(made["new"])
    make_people(made["transferred"])
    texts = {"subject": "<KURSTITEL>", "format": MailFormat.HTML}
    link = "<ul><li><a href='<WEBIN_LINK>'>Beitreten</a></li></ul>"
    MailTemplate.objects.create(name="Kurz", body=link, is_default=True, **texts)
    MailTemplate.objects.create(name="Falsch", body="<KURSNAME><img>", **texts)
    return made


def make_people(course: Course) -> None:
    """Somebody for each thing that can become of a person."""
    enrol(course)
    enrol(course, make_participant("Brief", email=""), registrant=make_participant("Anmelder"))
    enrol(course, make_participant("Storniert"), status=EnrolmentStatus.CANCELLED)
    course.days.all()[0].instructors.add(make_instructor(course))
    Instructor.objects.create(first_name="Eva", last_name="Weitere")
    make_mail("told", enrolment=course.enrolments.all()[0], course=course)
    make_participant("Geht")
    reported = {"counts": {"participants": 12, "enrolments": 30}, "started_by": "Kurslink"}
    Deletion.objects.create(kind=DeletionKind.PERIODS, started_at=NOW, ended_at=NOW, **reported)


def make_mails(course: Course) -> None:
    """One mail of each state, a dispatch, and a mail server that is not there."""
    when = {"due_at": NOW, "placed_at": NOW, "placed_by": "Test"}
    dispatch = Dispatch.objects.create(course=course, area=MailArea.ACCESS_DATA, **when)
    WebhookEndpoint.objects.create(url="https://website.example/kurse", secret="s", created_at=NOW)
    for state in MailState:
        make_mail(state.value, state=state, course=course, dispatch=dispatch)
    problem = {"code": "mail-rejected", "data": {"status": 550, "server_text": "unknown"}}
    MailMessage.objects.filter(state=MailState.REJECTED).update(problem=problem)


def addresses(made: dict[str, Course]) -> Iterator[str]:
    yield from ("/", "/kurse/?semester=262", "/kurse/?semester=262&q=nichts", "/gibt-es-nicht/")
    week = "/lizenzen/?date=2026-08-26"
    yield from (week, f"{week}&view=month", f"{week}&show=table")
    yield from ("/kurse/?semester=262&state=transferred&online=1", "/import/")
    yield from ("/kurse/?semester=262&as=print", "/kurse/?semester=262&rows=25&col=end")
    yield from ("/kurse/export/?semester=262", "/kurse/export/datei/?format=csv")
    for course in made.values():
        yield f"/kurse/{course.pk}/online-kurs/"
    new, differs = made["new"], made["differs"]
    yield f"/kurse/{new.pk}/"
    yield f"/kurse/{new.pk}/kurstage/"
    yield f"/kurse/{new.pk}/kurstage/{new.days.all()[0].pk}/"
    yield f"/kurse/{new.pk}/meeting/vorschau/"
    yield f"/kurse/{new.pk}/meeting/vorschau/?choose=1"
    yield f"/kurse/{differs.pk}/meeting/vorschau/"
    yield f"/kurse/{made['offline'].pk}/meeting/vorschau/"
    yield f"/kurse/{differs.pk}/meeting/info/"
    yield f"/kurse/{differs.pk}/meeting/loeschen/"
    yield f"/kurse/{new.pk}/meeting/vorhandenes/"
    yield from people_addresses(made["transferred"])
    yield from addresses_of_people(made["transferred"])
    yield from (f"/kurse/{new.pk}/versand/", "/versand/", "/versand/briefe/")
    yield f"/versand/{MailMessage.objects.get(state=MailState.REJECTED).pk}/"
    yield from (f"/kurse/{course.pk}/loeschen/" for course in (new, differs))
    yield from ("/hilfe/handbuch/", "/hilfe/handbuch/?q=link", "/hilfe/barrierefreiheit/")
    yield from ("/hilfe/handbuch/meeting/", "/hilfe/handbuch/?q=xyz")
    yield f"/kurse/{differs.pk}/verlauf/"
    yield f"/kurse/{differs.pk}/meeting/uebernehmen/"
    yield f"/kurse/{differs.pk}/meeting/ergebnis/"
    yield f"/kurse/{made['gone'].pk}/meeting/neu-anlegen/"
    yield from ("/hilfe/zoom-app/", "/protokoll/")
    yield from ("/kurse/meetings-ohne-kurs/", "/kurse/meetings-ohne-kurs/?ignored=1")
    for foreign in ForeignMeeting.objects.all():
        yield f"/kurse/meetings-ohne-kurs/{foreign.pk}/zuordnen/?text=new"
        yield f"/kurse/meetings-ohne-kurs/{foreign.pk}/loeschen/"
    yield from ("/einstellungen/", "/einstellungen/einrichtung/", "/einstellungen/belegung/")
    yield from ("/einstellungen/pruefung/", "/einstellungen/freischaltung/")
    yield from ("/einstellungen/software/", "/einstellungen/software/neu/")
    yield f"/einstellungen/software/{Software.objects.get(name='edudip').pk}/"
    yield from ("/einstellungen/benutzer/", "/einstellungen/benutzer/neu/")
    yield f"/einstellungen/benutzer/{User.objects.get().pk}/"
    yield from ("/meine-angaben/", "/einstellungen/vorlagen/", "/einstellungen/vorlagen/neu/")
    interface = "/einstellungen/schnittstelle/"
    yield from (interface, f"{interface}webhooks/neu/", "/api/v1/docs")
    yield f"{interface}webhooks/{WebhookEndpoint.objects.get().pk}/"
    for template in MailTemplate.objects.all():
        yield f"/einstellungen/vorlagen/{template.pk}/"


def people_addresses(course: Course) -> Iterator[str]:
    yield f"/kurse/{course.pk}/belegung/"
    yield f"/kurse/{course.pk}/belegung/neu/"
    person = course.enrolments.all()[0].pk
    yield f"/kurse/{course.pk}/belegung/{person}/"
    yield f"/kurse/{course.pk}/belegung/{person}/seite-2/"
    chosen = f"course={course.pk}&participants=on&instructors=on&with_calendar=on"
    for area in MailArea:
        yield f"/zugangsdaten/?{chosen}&area={area}&when=at"
    yield f"/zugangsdaten/?{chosen}&area=access_data&when=before"
    yield f"/zugangsdaten/vorschau/{course.pk}/participants/{person}/?{chosen}&when=now"


def addresses_of_people(course: Course) -> Iterator[str]:
    yield from ("/teilnehmende/", "/teilnehmende/?q=niemand&sort=-email", "/dozenten/")
    yield from ("/dozenten/neu/", f"/kurse/{course.pk}/dozenten/?q=e", "/datenschutz/")
    yield from (
        "/protokoll/",
        "/protokoll/?q=x&wer=shell&von=2026-01-01",
        f"/kurse/{course.pk}/verlauf/",
    )
    anna, gone = course.enrolments.all()[0].participant, Participant.objects.get(last_name="Geht")
    teaching = course.instructors.get()
    yield f"/teilnehmende/{anna.pk}/"
    yield f"/teilnehmende/{Participant.objects.get(last_name='Anmelder').pk}/"
    yield f"/dozenten/{teaching.pk}/"
    for path in (f"teilnehmende/{anna.pk}", f"teilnehmende/{gone.pk}", f"dozenten/{teaching.pk}"):
        yield f"/datenschutz/{path}/auskunft/"
        yield f"/datenschutz/{path}/loeschen/"


# Walked by another journey, which brings the page into its states.
ELSEWHERE = {
    "test_sign_in": "account_login account_reset_password account_reset_password_done "
    "account_reset_password_from_key account_reset_password_from_key_done invitation "
    "account_reauthenticate account_change_password mfa_index mfa_authenticate "
    "mfa_activate_totp mfa_deactivate_totp mfa_view_recovery_codes "
    "mfa_generate_recovery_codes mfa_list_webauthn mfa_add_webauthn mfa_edit_webauthn "
    "mfa_remove_webauthn mfa_reauthenticate",
    "test_settings_zoom": "zoom_settings new_account change_account account_meeting "
    "account_users account_passcodes delete_account",
    "test_batch": "new_batch batch batches",
    "test_import_columns": "import_columns import_preview import_result",
}
# Nothing of their own to look at: a button's target, a part of a page, a file, a machine's door.
NO_PAGE = (
    "account_logout account_set_password openid_start openid_connect_callback "
    "mfa_login_webauthn mfa_reauthenticate_webauthn zoom_event ignore_foreign show_foreign "
    "health_live health_ready metrics "
    "course_calendar cancel_day restore_day online_details_box cancel_enrolment "
    "revive_enrolment check_meeting batch_file instructor_calendar disclosure_file "
    "revoke_token test_webhook revive_webhook delete_webhook "
    "restore_standard_text delete_mail_template delete_software demand_second_factor "
    "invite_again end_sessions reset_second_factor proxy test_connections account_topic "
    "account_profile retire_account revive_account journal_file "
    "language help"
)
# Shows the table of "import_preview" with other headings.
ALIKE = "enrolment_preview"


def test_no_page_has_a_finding(office: LiveServer, page: Page, simulator: RunningSimulator) -> None:
    made = make_states(simulator)
    page.goto(office.url)
    found = objections(page)
    sign_in(page, office.url)
    walked = set()
    for address in addresses(made):
        page.goto(office.url + address)
        found += objections(page)
        if address != "/gibt-es-nicht/":
            walked.add(resolve(address.partition("?")[0]).url_name)
    assert found == []
    elsewhere = " ".join((*ELSEWHERE.values(), NO_PAGE, ALIKE)).split()
    assert walked | set(elsewhere) == set(patterns())


def test_icons_are_seen_in_high_contrast_and_the_menu_opens_on_a_telephone(
    office: LiveServer, page: Page
) -> None:
    make_course(days=weekly(date(2026, 8, 26), 2))
    sign_in(page, office.url)
    page.emulate_media(forced_colors="active", reduced_motion="reduce")
    page.goto(f"{office.url}/kurse/?semester=")
    unseen = """(() => { const ground = (place) => getComputedStyle(place).backgroundColor;
        return [...document.querySelectorAll("main .kern-icon")].filter(
            (icon) => ground(icon) === ground(document.body)).length; })()"""
    assert page.locator("main .state .kern-icon").count() > 0
    assert page.evaluate(unseen) == 0
    page.emulate_media(forced_colors="none")
    page.set_viewport_size({"width": TELEPHONE[0], "height": TELEPHONE[1]})
    menu = page.get_by_role("navigation", name="Hauptmenü")
    button = menu.get_by_role("button", name="Menü")
    expect(menu.get_by_role("link", name="Kurse", exact=True)).not_to_be_visible()
    button.press("Enter")
    expect(menu.get_by_role("link", name="Kurse", exact=True)).to_be_visible()
    assert findings(page) == []
    page.keyboard.press("Escape")
    expect(button).to_be_focused()


def test_a_refused_form_is_read_out_with_its_field(office: LiveServer, page: Page) -> None:
    course = make_course(software="BigBlueButton")
    sign_in(page, office.url)
    page.goto(f"{office.url}/kurse/{course.pk}/online-kurs/")
    number = page.get_by_label("Rufnummer", exact=True)
    number.fill("1" * 201)
    page.get_by_role("button", name="Speichern").click()
    page.locator("#id_phone_number_error").wait_for()
    assert number.get_attribute("aria-invalid") == "true"
    assert number.get_attribute("aria-describedby") == "id_phone_number_error"
    assert number.input_value() == "1" * 201
    assert findings(page) == []
