"""Draws the main pages for the documentation, from a running Kurslink with data in it.

Usage: scripts/screenshots.py ADDRESS EMAIL PASSWORD COURSE-NUMBER NEW-COURSE-NUMBER
The first course has a meeting that differs from its course days, the second has none yet.
"make demo" in another terminal prints address, login and courses that will do.
"""

import sys
from pathlib import Path

from playwright.sync_api import Page, ViewportSize, sync_playwright

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "screenshots"
DESK: ViewportSize = {"width": 1280, "height": 860}
TELEPHONE: ViewportSize = {"width": 390, "height": 844}


def sign_in(page: Page, address: str, email: str, password: str) -> None:
    page.goto(address)
    page.get_by_label("E-Mail-Adresse").fill(email)
    page.get_by_label("Passwort").fill(password)
    page.get_by_role("button", name="Anmelden").click()
    page.wait_for_url("**/kurse/**")


def find_course(page: Page, address: str, number: str) -> str:
    """The address of the course with this number."""
    page.goto(f"{address}/kurse/?semester=&q={number}")
    page.locator("td.col-title a").first.click()
    return address + "/".join(page.url.removeprefix(address).split("/")[:3])


def draw(page: Page, name: str, address: str) -> None:
    page.goto(address)
    page.evaluate("document.fonts.ready")
    page.screenshot(path=FOLDER / f"{name}.png")


def draw_pages(page: Page, address: str, number: str, new_number: str) -> None:
    course, new = (find_course(page, address, each) for each in (number, new_number))
    draw(page, "kursliste", f"{address}/kurse/")
    draw(page, "kurs-1-seite", f"{course}/")
    draw(page, "kurs-2-seite", f"{course}/kurstage/")
    draw(page, "kurs-3-seite", f"{course}/online-kurs/")
    draw(page, "vorschau", f"{new}/meeting/vorschau/")
    draw(page, "info", f"{course}/meeting/info/")
    page.emulate_media(color_scheme="dark")
    draw(page, "kurs-3-seite-dunkel", f"{course}/online-kurs/")
    page.emulate_media(color_scheme="light")
    page.set_viewport_size(TELEPHONE)
    draw(page, "kurs-3-seite-telefon", f"{course}/online-kurs/")


def main(address: str, email: str, password: str, number: str, new_number: str) -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox"]
        )
        page = browser.new_page(viewport=DESK, locale="de-DE")
        sign_in(page, address, email, password)
        draw_pages(page, address.rstrip("/"), number, new_number)
        browser.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
