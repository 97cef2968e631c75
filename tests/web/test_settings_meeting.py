"""The tab „Meeting": „Aufbau des Themas" with its preview, and how meetings are set up."""

from kurslink.models import ZoomAccount
from kurslink.services.meeting_profile import Profile, profile_of
from tests.course_office import make_account, make_course
from tests.simulator_process import RunningSimulator
from tests.web.browser import Browser, Shown


def at(account: ZoomAccount, box: str = "") -> str:
    return f"/einstellungen/zoom/zugaenge/{account.pk}/meeting/{box}"


def preview(page: Shown) -> list[str]:
    return page.texts("//*[@id='topic-preview']//p")


def template_of(account: ZoomAccount) -> str:
    return ZoomAccount.objects.get(pk=account.pk).topic_template


def test_each_variable_has_its_insert_button(system: Browser, simulator: RunningSimulator) -> None:
    page = system.get(at(make_account(simulator)))
    assert page.texts("//h2") == ["Meeting", "Einstellungen für Meetings"]
    assert page.labels == ["Aufbau des Themas", "Vorschau mit Kurs", "Frühestens"]
    buttons = [str(name) for name in page.tree.xpath("//button/@data-insert")]
    assert buttons[:2] == ["<KURSTITEL>", "<KURSNR>"]


def test_an_empty_template_gives_the_title(system: Browser, simulator: RunningSimulator) -> None:
    course = make_course()
    assert preview(system.get(at(make_account(simulator)))) == [
        course.title,
        f"Kurs {course.number}, Semester 262",
    ]


def test_the_template_is_tried_out_on_a_course_and_not_stored(
    system: Browser, simulator: RunningSimulator
) -> None:
    account = make_account(simulator)
    make_course("262-1", title="Yoga")
    make_course("262-2", title="Excel")
    entered = {"topic_template": "<KURSNR>: <KURSTITEL>", "sample": "262-2"}
    page = system.post(at(account, "thema/"), **entered)
    assert preview(page)[0] == "262-2: Excel"
    assert template_of(account) == ""


def test_a_course_nobody_knows_is_said(system: Browser, simulator: RunningSimulator) -> None:
    page = system.post(at(make_account(simulator), "thema/"), topic_template="", sample="999")
    assert preview(page) == ["Einen Kurs 999 gibt es nicht."]


def test_what_zoom_would_cut_is_shown(system: Browser, simulator: RunningSimulator) -> None:
    make_course(title="ä" * 250)
    page = system.get(at(make_account(simulator)))
    assert page.notices == ["Gekürzt: 250 Zeichen, Zoom nimmt 200."]


def test_an_unknown_variable_is_refused_with_its_place(
    system: Browser, simulator: RunningSimulator
) -> None:
    account = make_account(simulator)
    make_course()
    page = system.post(at(account, "thema/"), topic_template="Kurs <KURSLEITER>", save="1")
    assert (page.status, template_of(account)) == (422, "")
    (error,) = page.errors
    assert error.startswith(
        "Im Aufbau des Themas steht die unbekannte Variable <KURSLEITER> (Stelle 6)."
    )


def test_the_template_is_stored_and_leaves_the_secret_alone(
    system: Browser, simulator: RunningSimulator
) -> None:
    account = make_account(simulator)
    page = system.post(at(account, "thema/"), topic_template="<KURSNR> <KURSTITEL>", save="1")
    assert page.notices == ["Der Aufbau des Themas ist gespeichert."]
    assert template_of(account) == "<KURSNR> <KURSTITEL>"
    assert ZoomAccount.objects.get().client_secret == simulator.client_secret


def test_the_profile_is_stored(system: Browser, simulator: RunningSimulator) -> None:
    account = make_account(simulator)
    entered = {"join_before_host": "on", "join_before_minutes": "10", "mute_upon_entry": "on"}
    page = system.post(at(account, "profil/"), **entered)
    assert page.notices == ["Die Einstellungen für neue Meetings sind gespeichert."]
    assert profile_of(account) == Profile(
        join_before_host=True, join_before_minutes=10, mute_upon_entry=True
    )


def test_waiting_room_and_joining_early_are_explained_as_a_contradiction(
    system: Browser, simulator: RunningSimulator
) -> None:
    account = make_account(simulator)
    entered = {"waiting_room": "on", "join_before_host": "on", "join_before_minutes": "0"}
    page = system.post(at(account, "profil/"), **entered)
    assert page.texts("//*[@id='id_join_before_host_error']") == [
        "Warteraum und Beitritt vor dem Host schließen sich aus. Mit Warteraum lässt erst der "
        "Host die Teilnehmenden ein; Zoom schaltet den Beitritt vor dem Host dann ab. Wählen Sie "
        "eines von beiden."
    ]
    assert profile_of(account) == Profile()
