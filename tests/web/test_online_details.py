"""„3. Seite": the box „Online-Kurs" with the labels of the seed, and the truth beside it."""

from datetime import date, time

import pytest

from kurslink.models import Course, MeetingState, OnlineDetails, Role, Software, ZoomAccount
from kurslink.services.rights import SHELL
from kurslink.services.transfer_course import transfer_course
from tests.course_office import clock, make_account, make_course, weekly
from tests.mails import make_ready_course
from tests.simulator_process import RunningSimulator
from tests.web.browser import Browser, Shown
from tests.web.conftest import signed_in

# Anhang 115, 2.1, in its order; „Zugang" stands there in the text: only if there are several.
HIDDEN = "vorhanden; Ihre Rolle sieht es nicht"
SEED_BOX = [
    "Kursart",
    "Link",
    "Rufnummer",
    "Teilnehmer-Code",
    "Meeting-ID",
    "Passwort",
    "Software",
    "Host",
    "Alternativen",
    "Moderator-Code",
    "Info",
]
WITHOUT_ZOOM = [label for label in SEED_BOX if label not in ("Host", "Alternativen")]


def box(browser: Browser, course: Course) -> Shown:
    return browser.get(f"/kurse/{course.pk}/online-kurs/")


def fields(course: Course, **changes: object) -> dict[str, object]:
    online = OnlineDetails.objects.get(course=course)
    return {
        "csrfmiddlewaretoken": "x",
        "is_online": "on",
        "link": online.link,
        "phone_number": "",
        "participant_code": "",
        "meeting_number": online.meeting_number,
        "passcode": online.passcode,
        "software": online.software_id or "",
        "host": online.host_id or "",
        "moderator_code": "",
        "info": "",
    } | changes


def save(browser: Browser, course: Course, **changes: object) -> Shown:
    return browser.post(f"/kurse/{course.pk}/online-kurs/", **fields(course, **changes))


def transferred_course(simulator: RunningSimulator) -> Course:
    make_account(simulator, offer=2)
    course = make_course(days=weekly(date(2026, 9, 2), 3))
    course.online.host = ZoomAccount.objects.get().users.get(email=simulator.hosts[0])
    course.online.save()
    transfer_course(course, actor=SHELL, clock=clock)
    return Course.objects.get(pk=course.pk)


def shown_fields(page: Shown) -> dict[str, object]:
    """What a browser would send of the box, were nothing changed."""
    form = next(each for each in page.tree.forms if "info" in each.fields)
    sent = {name: value or "" for name, value in form.fields.items()}
    return sent | {"info": sent["info"].removeprefix("\n")}  # as HTML reads a textarea


def test_two_tabs_do_not_undo_each_others_fields(office: Browser) -> None:
    course = make_course(software="BigBlueButton")
    first, second = shown_fields(box(office, course)), shown_fields(box(office, course))
    address = f"/kurse/{course.pk}/online-kurs/"
    office.post(
        address, **first | {"info": "Schlüssel beim Hausmeister", "link": "https://bbb.example/1"}
    )
    office.post(address, **second | {"phone_number": "030 1234", "link": "https://bbb.example/2"})
    online = OnlineDetails.objects.get()
    assert (online.info, online.phone_number, online.link) == (
        "Schlüssel beim Hausmeister",
        "030 1234",
        "https://bbb.example/2",
    )


def test_a_field_is_emptied(office: Browser) -> None:
    course = make_course(software="BigBlueButton")
    OnlineDetails.objects.update(info="alt")
    page = box(office, course)
    office.post(f"/kurse/{course.pk}/online-kurs/", **shown_fields(page) | {"info": ""})
    assert OnlineDetails.objects.get().info == ""


def test_the_box_has_the_labels_of_the_seed(office: Browser, simulator: RunningSimulator) -> None:
    make_account(simulator)
    assert box(office, make_course()).labels == SEED_BOX


def test_other_software_needs_no_host(office: Browser) -> None:
    assert box(office, make_course(software="BigBlueButton")).labels == WITHOUT_ZOOM


def test_without_the_switch_the_rest_is_hidden_and_its_values_are_kept(office: Browser) -> None:
    course = make_course(software="BigBlueButton")
    OnlineDetails.objects.update(link="https://bbb.example/raum", is_online=False)
    assert box(office, course).labels == ["Kursart"]
    office.post(f"/kurse/{course.pk}/online-kurs/", csrfmiddlewaretoken="x", is_online="on")
    details = OnlineDetails.objects.get()
    assert (details.is_online, details.link) == (True, "https://bbb.example/raum")


def test_the_account_is_asked_for_only_if_there_are_several(
    office: Browser, simulator: RunningSimulator
) -> None:
    make_account(simulator)
    course = make_course()
    ZoomAccount.objects.create(
        email="zweiter@vhs.example", account_id="b", client_id="c", client_secret="d"
    )
    assert "Zugang" in box(office, course).labels


def test_choosing_zoom_offers_the_meeting_and_fills_the_only_account_and_licence(
    office: Browser, simulator: RunningSimulator
) -> None:
    account = make_account(simulator)
    course = make_course(software="BigBlueButton", days=weekly(date(2026, 9, 2), 1))
    assert box(office, course).buttons == ["Speichern"]
    zoom = Software.objects.get(name="Zoom")
    page = save(office, course, software=zoom.pk)
    details = OnlineDetails.objects.get()
    assert (details.account, str(details.host)) == (account, simulator.hosts[0])
    assert page.buttons == ["Speichern", "Meeting erstellen"]


def test_201_characters_are_refused_with_field_and_count(office: Browser) -> None:
    course = make_course(software="BigBlueButton")
    page = save(office, course, phone_number="1" * 201)
    assert page.status == 422
    assert page.errors == [
        "„Rufnummer“ hat 201 Zeichen; erlaubt sind 200. Kürzen Sie den Text. Gespeichert wurde "
        "nichts."
    ]
    assert page.tree.xpath("//*[@id='id_phone_number']/@maxlength") == []
    assert page.tree.xpath("//*[@id='id_phone_number']/@value") == ["1" * 201]


def test_200_characters_are_kept(office: Browser) -> None:
    course = make_course(software="BigBlueButton")
    save(office, course, phone_number="1" * 200)
    assert OnlineDetails.objects.get().phone_number == "1" * 200


def test_what_zoom_gave_is_shown_and_cannot_be_typed_over(
    office: Browser, simulator: RunningSimulator
) -> None:
    course = transferred_course(simulator)
    page = box(office, course)
    held = OnlineDetails.objects.get()
    assert page.labels == SEED_BOX
    assert page.tree.xpath("//span[@class='copy']/a/@href") == [held.link]
    names = page.tree.xpath("//main//input[not(@readonly)]/@name | //main//select/@name")
    assert [name for name in names if name in ("link", "meeting_number", "passcode")] == []
    save(office, course, link="https://falsch.example", passcode="1", meeting_number="2")
    after = OnlineDetails.objects.get()
    assert (after.link, after.passcode, after.meeting_number) == (
        held.link,
        held.passcode,
        held.meeting_number,
    )


def test_with_a_meeting_the_create_button_is_gone(
    office: Browser, simulator: RunningSimulator
) -> None:
    course = transferred_course(simulator)
    page = box(office, course)
    assert page.buttons == ["Speichern", "Meeting aktualisieren", "Info", "Meeting löschen"]
    assert page.texts("//p[contains(@class, 'transferred')]") == [
        "Zuletzt übertragen am Do 20.08.2026, 12:00 durch Kommandozeile"
    ]


def test_the_software_cannot_change_while_a_meeting_exists(
    office: Browser, simulator: RunningSimulator
) -> None:
    course = transferred_course(simulator)
    other = Software.objects.get(name="BigBlueButton")
    save(office, course, software=other.pk)
    assert OnlineDetails.objects.get().software == Software.objects.get(name="Zoom")


def test_alternatives_are_ticked_and_unticked(office: Browser, simulator: RunningSimulator) -> None:
    course = transferred_course(simulator)
    second = ZoomAccount.objects.get().users.get(email=simulator.hosts[1])
    page = save(office, course, alternatives=[second.pk])
    assert page.texts("//summary")[-1] == simulator.hosts[1]
    assert [user.email for user in OnlineDetails.objects.get().alternatives.all()] == [
        simulator.hosts[1]
    ]
    save(office, course)
    assert list(OnlineDetails.objects.get().alternatives.all()) == []


def test_days_that_differ_from_zoom_stand_out(office: Browser, simulator: RunningSimulator) -> None:
    course = transferred_course(simulator)
    first, second, third = course.days.all()
    first.starts_at = time(18, 30)
    first.save()
    second.is_cancelled = True
    second.save()
    page = box(office, course)
    assert page.rows() == [
        ["Mi 02.09.2026", "18:30 – 19:30", "18:00 – 19:30"],
        ["Mi 09.09.2026", "18:00 – 19:30", "entfällt, noch 18:00 – 19:30"],
        ["Mi 16.09.2026", "18:00 – 19:30", "gleich"],
    ]
    assert page.texts("//p[@class='next-click']")[0].startswith(
        "„Meeting aktualisieren“ gleicht 2 Termine an. Link, Meeting-ID und Passwort bleiben."
    )
    assert third.takes_place


def test_saving_leads_on_to_the_preview_if_its_button_was_pressed(
    office: Browser, simulator: RunningSimulator
) -> None:
    make_account(simulator)
    course = make_course(days=weekly(date(2026, 9, 2), 1))
    page = save(office, course, info="Warteraum ab 17:45", then="preview")
    assert page.address == f"/kurse/{course.pk}/meeting/vorschau/"
    assert OnlineDetails.objects.get().info == "Warteraum ab 17:45"


def test_a_meeting_gone_in_zoom_offers_a_new_one_or_none(
    office: Browser, simulator: RunningSimulator
) -> None:
    course = transferred_course(simulator)
    course.meetings.update(state=MeetingState.GONE)
    repairs = ["Neu anlegen", "Nur lösen"]
    assert box(office, course).buttons == [*repairs, "Speichern", "Neu anlegen"]


def test_why_a_transfer_stopped_stands_above_the_box(
    office: Browser, simulator: RunningSimulator
) -> None:
    course = transferred_course(simulator)
    course.meetings.update(
        state=MeetingState.DIFFERENCE,
        problem={"code": "unavailable", "message": "Zoom antwortet nicht.", "hint": "Später."},
    )
    assert box(office, course).notices == ["Zoom antwortet nicht."]


def test_a_reader_sees_values_and_no_buttons(reader: Browser, simulator: RunningSimulator) -> None:
    course = transferred_course(simulator)
    page = box(reader, course)
    assert (page.labels, page.buttons) == (SEED_BOX, [])


@pytest.mark.django_db
@pytest.mark.parametrize("role", [Role.READER, Role.PRIVACY])
def test_who_does_not_change_courses_gets_no_passcode_and_no_moderator_code(role: Role) -> None:
    course = make_ready_course()
    OnlineDetails.objects.update(passcode="q.-1", moderator_code="q.-2")
    page = signed_in(role).get(f"/kurse/{course.pk}/online-kurs/")
    assert page.texts("//*[contains(., 'Ihre Rolle sieht es nicht')][not(*)]") == [HIDDEN] * 2
    assert "q.-" not in page.response.content.decode()


def test_who_does_not_change_courses_gets_no_passcode_from_zoom_either(
    reader: Browser, simulator: RunningSimulator
) -> None:
    course = transferred_course(simulator)
    passcode = OnlineDetails.objects.get().passcode
    for path in ("ergebnis", "info"):
        page = reader.get(f"/kurse/{course.pk}/meeting/{path}/")
        assert page.status == 200
        assert passcode not in [*page.texts("//td"), *page.texts("//dd")]


def switched_off(browser: Browser, course: Course, **answer: str) -> Shown:
    """The box as sent when the tick „Online-Kurs" is taken away."""
    sent = fields(course, **answer)
    del sent["is_online"]
    return browser.post(f"/kurse/{course.pk}/online-kurs/", **sent)


def test_switching_off_asks_first_what_becomes_of_the_meeting(
    office: Browser, simulator: RunningSimulator
) -> None:
    course = transferred_course(simulator)
    page = switched_off(office, course)
    assert page.texts("//h3[@id='release-heading']") == [
        "Was soll mit dem Meeting in Zoom geschehen?"
    ]
    assert page.buttons[:3] == ["Löschen", "Nur lösen", "Abbrechen"]
    assert OnlineDetails.objects.get().is_online
    assert len(simulator.control.meetings()) == 1


def test_another_software_asks_the_same(office: Browser, simulator: RunningSimulator) -> None:
    course = transferred_course(simulator)
    other = Software.objects.create(name="Konferenz")
    page = save(office, course, software=other.pk)
    assert page.buttons[:3] == ["Löschen", "Nur lösen", "Abbrechen"]
    save(office, course, software=other.pk, release="detach")
    details = OnlineDetails.objects.get()
    assert (details.software, details.link) == (other, "")


def test_the_answer_to_delete_ends_the_meeting_at_zoom(
    office: Browser, simulator: RunningSimulator
) -> None:
    course = transferred_course(simulator)
    switched_off(office, course, release="delete")
    details = OnlineDetails.objects.get()
    assert (details.is_online, details.link, simulator.control.meetings()) == (False, "", [])


def test_the_answer_to_detach_leaves_the_meeting_at_zoom(
    office: Browser, simulator: RunningSimulator
) -> None:
    course = transferred_course(simulator)
    switched_off(office, course, release="detach")
    details = OnlineDetails.objects.get()
    assert (details.is_online, details.link, course.current_meeting()) == (False, "", None)
    assert len(simulator.control.meetings()) == 1


def test_alternatives_are_licensed_users_only(office: Browser, simulator: RunningSimulator) -> None:
    account = make_account(simulator, offer=2)
    account.users.filter(licence_type=1).update(is_offered=True)
    course = make_course()
    OnlineDetails.objects.update(account=account)
    page = box(office, course)
    hosts = page.texts("//select[@name='host']/option")[1:]
    assert hosts == sorted([account.users.get(licence_type=1).email, *simulator.hosts[:2]])
    assert page.texts("//input[@name='alternatives']/..") == simulator.hosts[:2]


def test_a_refusal_of_the_frequent_questions_leads_to_its_answer(
    office: Browser, simulator: RunningSimulator
) -> None:
    course = transferred_course(simulator)
    problem = {"code": "scheduling-not-allowed", "message": "Kein ernannter Planer.", "hint": ""}
    course.meetings.update(state=MeetingState.DIFFERENCE, problem=problem)
    page = box(office, course)
    assert page.tree.xpath("//p[@class='help-link']/a/@href") == [
        "/hilfe/handbuch/fragen/#was-bedeutet-kein-ernannter-planer"
    ]
