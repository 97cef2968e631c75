"""Draws the pages for the handbook and the README: a demo, some days of office work, one table.

`scripts/screenshots.py NAME …` draws only the pictures of these names.
"""

import sys
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from demo_story import Story, running_demo
from playwright.sync_api import ViewportSize, sync_playwright

DOCS = Path(__file__).resolve().parent.parent / "docs"
HANDBOOK, README = DOCS / "handbuch" / "bilder", DOCS / "screenshots"
DESK: ViewportSize = {"width": 1280, "height": 860}
TELEPHONE: ViewportSize = {"width": 390, "height": 844}

WINDOW = ""
MARGIN = 12

# What readers will see: the demo speaks to a stand-in for Zoom on this machine, and a browser
# without German draws fields for dates the American way.
LIKE_ZOOM = """() => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const local = /http:\\/\\/127\\.0\\.0\\.1:\\d+\\/j\\//g;
  while (walker.nextNode())
    walker.currentNode.data = walker.currentNode.data.replace(local, "https://us02web.zoom.us/j/");
  for (const field of document.querySelectorAll("input[type=date]"))
    if (!field.value) {
      const { width, height, fontSize, padding } = getComputedStyle(field);
      [field.type, field.placeholder] = ["text", "tt.mm.jjjj"];
      Object.assign(field.style, { width, height, fontSize, padding });
    }
  document.activeElement?.blur();
}"""


@dataclass(frozen=True)
class Shot:
    """A picture: where, which part of the page (a selector; WINDOW: the window), how high at most.

    `before` is what happens first, once the page is open.
    """

    name: str
    path: str
    frame: str = "main"
    height: int = 720
    width: int = 0
    before: Callable[[Story], None] | None = None


def _preview_of_first_mail(story: Story) -> None:
    story.follow("ansehen")
    story.page.get_by_role("heading", name="Vorschau").wait_for()


def _letters_printed(story: Story) -> None:
    story.open("/versand/briefe/")
    story.push("Als gedruckt kennzeichnen")
    story.open("/")


def _check_file(story: Story) -> None:
    text = Path(story.demo.file).read_text(encoding="utf-8")
    for before, after in (("(online)", "(online, abends)"), ("<knr>2", "<knr>N-2")):
        text = text.replace(before, after, 3)
    story.page.get_by_label("Datei").set_input_files(
        {"name": "internet.xml", "mimeType": "text/xml", "buffer": text.encode()}
    )
    story.push("Datei prüfen")
    story.page.get_by_role("heading", name="Das würde der Import ändern").wait_for()


def _plan_all(story: Story) -> None:
    _only_online(story)
    story.follow("Alle Online-Kurse dieser Liste übertragen …")
    story.page.get_by_role("heading", name="Folgende Kurse werden").wait_for()


def _own_template(story: Story) -> None:
    story.page.get_by_role("link", name="Eigene Vorlage").first.click()
    story.page.get_by_role("button", name="Vorschau aktualisieren").wait_for()


def _first_person(story: Story) -> None:
    story.page.get_by_role("cell").get_by_role("link").first.click()
    story.follow("Alle Kurse dieser Person")
    story.page.get_by_role("heading", name="E-Mails und Briefe").wait_for()


def _only_online(story: Story) -> None:
    story.page.get_by_label("Nur Online-Kurse").check()
    story.page.get_by_role("list", name="Aktive Filter").wait_for()


def _next_week(story: Story) -> None:
    story.follow("Woche vor")


def _users_of_account(story: Story) -> None:
    story.page.get_by_role("link", name="Benutzer").and_(story.page.locator("main a")).first.click()
    story.page.get_by_role("button", name="Auswahl speichern").wait_for()


def shots(places: dict[str, str]) -> tuple[Shot, ...]:
    """What is drawn before the many courses of the overview are transferred."""
    second, third = places["second"], places["third"]
    return (
        Shot("import-vorschau", "/import/", before=_check_file),
        Shot("kurs-3-seite", f"{second}/online-kurs/", WINDOW),
        Shot("belegung", f"{second}/belegung/", height=560),
        Shot("versand", "/versand/", height=600),
        Shot("briefe", "/versand/briefe/", width=710),
        Shot("uebersicht", "/", WINDOW, height=1060, before=_letters_printed),
        Shot("in-zoom-geaendert", f"{third}/online-kurs/", height=560),
        Shot("meetings-ohne-kurs", "/kurse/meetings-ohne-kurs/", height=420),
        Shot("versenden", f"/zugangsdaten/?course={places['sending']}", height=640),
        Shot(
            "email-ansehen",
            f"/zugangsdaten/?course={places['sending']}",
            width=770,
            before=_preview_of_first_mail,
        ),
        Shot("teilnehmende", "/teilnehmende/", height=480),
        Shot("person", f"{second}/belegung/", before=_first_person),
        Shot("export", "/kurse/export/", height=560, width=770),
        Shot("protokoll", "/protokoll/", height=560),
        Shot("datenschutz", "/datenschutz/"),
        Shot("sicherheit", "/konto/sicherheit/", height=480, width=770),
        Shot("einstellungen", "/einstellungen/", width=770),
        Shot("zoom-einstellungen", "/einstellungen/zoom/"),
        Shot("zoom-benutzer", "/einstellungen/zoom/", height=560, before=_users_of_account),
        Shot("vorlage", "/einstellungen/vorlagen/", before=_own_template),
        Shot("benutzer", "/einstellungen/benutzer/", height=480),
        Shot("semester-plan", "/kurse/?semester=", before=_plan_all),
        Shot("vorschau", f"{places['new']}/meeting/vorschau/"),
    )


def later_shots(places: dict[str, str]) -> tuple[Shot, ...]:
    """What is drawn after it."""
    first = places["first"]
    return (
        Shot("semester-stand", places["batch"], height=560),
        Shot("kurs-2-seite", f"{first}/kurstage/", height=560),
        Shot("aktualisieren", f"{first}/meeting/vorschau/"),
        Shot("info", f"{first}/meeting/info/"),
        Shot("verlauf", f"{first}/verlauf/", height=480),
        Shot("lizenzbelegung", "/lizenzen/", before=_next_week),
        Shot("kursliste", "/kurse/?semester=", WINDOW, before=_only_online),
    )


def draw(story: Story, shot: Shot, folder: Path) -> None:
    """One picture."""
    page = story.page
    story.open(shot.path)
    if shot.before:
        shot.before(story)
    page.evaluate("document.fonts.ready")
    page.evaluate(LIKE_ZOOM)
    path = folder / f"{shot.name}.png"
    if shot.frame == WINDOW:
        size = page.viewport_size or DESK
        whole = {"x": 0, "y": 0, "width": size["width"], "height": max(shot.height, size["height"])}
        page.screenshot(path=path, full_page=True, clip=whole)  # type: ignore[arg-type]
        return
    size = page.viewport_size or DESK
    content = page.locator(f"{shot.frame} > #page > *")
    boxes = [box for each in content.all() if (box := each.bounding_box())]
    left, top = min(box["x"] for box in boxes), min(box["y"] for box in boxes)
    right = max(box["x"] + box["width"] for box in boxes)
    bottom = max(box["y"] + box["height"] for box in boxes)
    clip = {
        "x": left - MARGIN,
        "y": top - MARGIN,
        "width": min(right - left + 2 * MARGIN, shot.width or size["width"]),
        "height": min(bottom - top + 2 * MARGIN, shot.height),
    }
    page.screenshot(path=path, full_page=True, clip=clip)  # type: ignore[arg-type]


def squeeze(path: Path) -> None:
    """Pack the picture's data as tightly as zlib can; the browser packs them fast."""
    data, at, packed, others = path.read_bytes(), 8, b"", []
    while at < len(data):
        length, kind = int.from_bytes(data[at : at + 4]), data[at + 4 : at + 8]
        if kind == b"IDAT":
            packed += data[at + 8 : at + 8 + length]
        else:
            others.append(data[at : at + 12 + length])
        at += 12 + length
    body = b"IDAT" + zlib.compress(zlib.decompress(packed), 9)
    chunk = (len(body) - 4).to_bytes(4) + body + zlib.crc32(body).to_bytes(4)
    path.write_bytes(data[:8] + b"".join([*others[:-1], chunk, others[-1]]))


def draw_pages(story: Story, wanted: set[str]) -> None:
    """The whole table, with what happens between its parts."""
    places = story.places
    for shot in shots(places):
        if not wanted or shot.name in wanted:
            draw(story, shot, HANDBOOK)
    story.transfer_many()
    story.make_differences(places["first"])
    for shot in later_shots(places):
        if not wanted or shot.name in wanted:
            draw(story, shot, HANDBOOK)
    page = Shot("kurs-3-seite-dunkel", f"{places['second']}/online-kurs/", WINDOW)
    story.page.emulate_media(color_scheme="dark")
    draw(story, page, README)
    story.page.emulate_media(color_scheme="light")
    story.page.set_viewport_size(TELEPHONE)
    draw(story, Shot("kurs-3-seite-telefon", page.path, WINDOW), README)


def main() -> None:
    for folder in (HANDBOOK, README):
        folder.mkdir(parents=True, exist_ok=True)
    with running_demo() as demo, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox"]
        )
        story = Story(browser.new_page(viewport=DESK, locale="de-DE"), demo)
        story.sign_in()
        story.happen()
        draw_pages(story, set(sys.argv[1:]))
        browser.close()
    for path in (*HANDBOOK.glob("*.png"), *README.glob("*.png")):
        squeeze(path)


if __name__ == "__main__":
    main()
