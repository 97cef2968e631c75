"""Draws the main pages for the documentation: starts the demo, changes two course days, looks."""

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page, ViewportSize, sync_playwright

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "screenshots"
DESK: ViewportSize = {"width": 1280, "height": 860}
TELEPHONE: ViewportSize = {"width": 390, "height": 844}
LOGIN = re.compile(r"Anmelden als (\S+) mit dem Passwort (\S+)")
RUNNING = re.compile(r"Kurslink läuft: (\S+)/")


@dataclass(frozen=True)
class Demo:
    """A running demo and who may sign in."""

    address: str
    email: str
    password: str


@contextmanager
def running_demo() -> Iterator[Demo]:
    """A demo of its own, in a directory that is thrown away."""
    with tempfile.TemporaryDirectory() as directory:
        process = subprocess.Popen(
            [sys.executable, "-m", "kurslink.cli", "demo"],
            env={**os.environ, "KURSLINK_DATA_DIR": f"{directory}/data"},
            stdout=subprocess.PIPE,
            text=True,
        )
        try:
            yield _listen(process)
        finally:
            process.terminate()
            process.wait()


def _listen(process: "subprocess.Popen[str]") -> Demo:
    said = ""
    for line in process.stdout or ():
        said += line
        running = RUNNING.search(said)
        if running and (login := LOGIN.search(said)):
            return Demo(running.group(1), *login.groups())
    raise SystemExit(f"The demo did not start:\n{said}")


def sign_in(page: Page, demo: Demo) -> None:
    page.goto(demo.address)
    page.get_by_label("E-Mail-Adresse").fill(demo.email)
    page.get_by_label("Passwort").fill(demo.password)
    page.get_by_role("button", name="Anmelden", exact=True).click()
    page.get_by_role("navigation", name="Hauptmenü").wait_for()


def first_course(page: Page, demo: Demo, query: str) -> str:
    """The address of the first course the list shows for `query`."""
    page.goto(f"{demo.address}/kurse/?{query}")
    path = page.locator("td.col-title a").first.get_attribute("href") or ""
    return demo.address + "/".join(path.split("/")[:3])


def make_differences(page: Page, course: str) -> None:
    """One day falls out, another begins later: what „Meeting aktualisieren" is there for."""
    page.goto(f"{course}/kurstage/")
    page.get_by_role("button", name="entfallen lassen").nth(1).click()
    page.get_by_role("button", name="findet doch statt").wait_for()
    page.get_by_role("link", name="ändern").nth(3).click()
    page.get_by_label("Beginn").fill("18:30")
    page.get_by_label("Ende").fill("20:00")
    page.get_by_role("button", name="Speichern").click()
    page.get_by_role("cell", name="18:30").wait_for()


def draw(page: Page, name: str, address: str) -> None:
    page.goto(address)
    page.evaluate("document.fonts.ready")
    page.screenshot(path=FOLDER / f"{name}.png")


def draw_pages(page: Page, demo: Demo) -> None:
    course = first_course(page, demo, "semester=&q=DEMO-1")
    make_differences(page, course)
    draw(page, "uebersicht", f"{demo.address}/")
    draw(page, "lizenzbelegung", f"{demo.address}/lizenzen/")
    draw(page, "kursliste", f"{demo.address}/kurse/?semester=&online=on")
    draw(page, "kurs-1-seite", f"{course}/")
    draw(page, "kurs-2-seite", f"{course}/kurstage/")
    draw(page, "kurs-3-seite", f"{course}/online-kurs/")
    draw(page, "vorschau", f"{course}/meeting/vorschau/")
    draw(page, "info", f"{course}/meeting/info/")
    draw(page, "belegung", f"{course}/belegung/")
    draw(page, "versenden", f"{demo.address}/zugangsdaten/?course={course.rsplit('/', 1)[-1]}")
    draw(page, "einstellungen", f"{demo.address}/einstellungen/zoom/")
    page.emulate_media(color_scheme="dark")
    draw(page, "kurs-3-seite-dunkel", f"{course}/online-kurs/")
    page.emulate_media(color_scheme="light")
    page.set_viewport_size(TELEPHONE)
    draw(page, "kurs-3-seite-telefon", f"{course}/online-kurs/")


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    with running_demo() as demo, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox"]
        )
        page = browser.new_page(viewport=DESK, locale="de-DE")
        sign_in(page, demo)
        draw_pages(page, demo)
        browser.close()


if __name__ == "__main__":
    main()
