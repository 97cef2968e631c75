"""„Software für Online-Kurse": the list, guarded „Zoom", and entries in use."""

from kurslink.models import Software
from tests.course_office import make_course
from tests.web.browser import Browser

LIST, NEW = "/einstellungen/software/", "/einstellungen/software/neu/"


def test_zoom_stands_in_the_list_and_cannot_be_changed(system: Browser) -> None:
    Software.objects.get_or_create(name="Zoom")
    make_course()
    page = system.get(LIST)
    (zoom,) = [row for row in page.rows() if row[0] == "Zoom"]
    assert zoom == ["Zoom", "Link kommt aus Zoom", "aktiv", "1", "fest"]
    key = Software.objects.get(name="Zoom").pk
    page = system.post(f"{LIST}{key}/", name="Zoom Meetings", is_active="on")
    assert (page.status, Software.objects.get(pk=key).name) == (422, "Zoom")
    assert system.post(f"{LIST}{key}/loeschen/").status == 409


def test_an_entry_is_added_with_its_link(system: Browser) -> None:
    entry = {"name": "Jitsi", "default_link": "https://vhs.example/raum", "is_active": "on"}
    page = system.post(NEW, **entry)
    assert (page.address, page.notices) == (LIST, ["Der Eintrag ist gespeichert."])
    assert Software.objects.get(name="Jitsi").default_link == "https://vhs.example/raum"


def test_another_spelling_of_zoom_is_refused_with_the_offer_to_correct(system: Browser) -> None:
    for spelling in ("zoom", "ZOOM", " Zoom"):
        page = system.post(NEW, name=spelling, is_active="on")
        assert page.status == 422
    assert Software.objects.filter(name__iexact="zoom").exclude(name="Zoom").count() == 0
    page = system.post(NEW, name="zoom", is_active="on")
    assert page.errors == [
        "„zoom“ ist nicht die Schreibweise, an der Kurslink Zoom erkennt. "
        "Verwenden Sie genau „Zoom“."
    ]


def test_a_broken_link_is_refused_at_its_field(system: Browser) -> None:
    page = system.post(NEW, name="edudip neu", default_link="edudip", is_active="on")
    assert page.texts("//*[@id='id_default_link_error']") == [
        "„edudip“ ist keine Internetadresse. Sie beginnt mit https:// oder http:// und enthält "
        "keine Leerzeichen."
    ]


def test_an_entry_is_renamed_and_put_out_of_use(system: Browser) -> None:
    entry = Software.objects.create(name="Altes Werkzeug")
    page = system.get(f"{LIST}{entry.pk}/")
    assert page.buttons == ["Speichern", "Abbrechen", "Löschen"]
    system.post(f"{LIST}{entry.pk}/", name="Neues Werkzeug", default_link="")
    entry.refresh_from_db()
    assert (entry.name, entry.is_active) == ("Neues Werkzeug", False)


def test_an_entry_in_use_is_not_deleted_and_courses_are_named(system: Browser) -> None:
    make_course(software="Konferenz")
    entry = Software.objects.get(name="Konferenz")
    page = system.post(f"{LIST}{entry.pk}/loeschen/")
    assert page.status == 409
    assert page.notices == [
        "„Konferenz“ ist in 1 Kursen eingetragen und kann nicht gelöscht werden: 262-4107."
    ]
    free = Software.objects.create(name="Ungenutzt")
    assert system.post(f"{LIST}{free.pk}/loeschen/").notices == ["Der Eintrag ist gelöscht."]


def test_the_list_is_in_order_of_names(system: Browser) -> None:
    names = [row[0] for row in system.get(LIST).rows()]
    assert names == sorted(names, key=str.casefold)
