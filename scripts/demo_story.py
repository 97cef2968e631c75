"""A demo of its own in which an office has worked a while: what the pictures of the pages show."""

import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from urllib.request import Request, urlopen
from zoneinfo import ZoneInfo

from playwright.sync_api import Page

LOGIN = re.compile(r"Anmelden als (\S+) mit dem Passwort (\S+)")
FILE = re.compile(r"Zum Importieren: (\S+)")
RUNNING = re.compile(r"Kurslink läuft: (\S+)/")
LINK = re.compile(r"(http://127\.0\.0\.1:\d+)/j/")
PATIENCE = 60_000  # milliseconds for what the background does


@dataclass(frozen=True)
class Demo:
    """A running demo, who may sign in, and where its stand-in for Zoom is."""

    address: str
    email: str
    password: str
    zoom: str
    file: str


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
        running, login = RUNNING.search(said), LOGIN.search(said)
        zoom, file = LINK.search(said), FILE.search(said)
        if running and login and zoom and file:
            return Demo(running[1], login[1], login[2], zoom[1], file[1])
    raise SystemExit(f"The demo did not start:\n{said}")


@dataclass
class Story:
    """The office at work, in a signed-in browser; `places` are addresses the pictures need."""

    page: Page
    demo: Demo
    places: dict[str, str] = field(default_factory=dict)

    def sign_in(self) -> None:
        """Under a name as an office has one."""
        self.page.goto(self.demo.address)
        self.page.get_by_label("E-Mail-Adresse").fill(self.demo.email)
        self.page.get_by_label("Passwort").fill(self.demo.password)
        self.push("Anmelden")
        self.page.get_by_role("navigation", name="Hauptmenü").wait_for()
        self.open("/meine-angaben/")
        self.page.get_by_label("Name", exact=True).fill("Petra Sommer")
        self.push("Speichern")

    def open(self, path: str) -> None:
        self.page.goto(self.demo.address + path)

    def push(self, name: str) -> None:
        self.page.get_by_role("button", name=name, exact=True).first.click()

    def follow(self, name: str) -> None:
        self.page.get_by_role("link", name=name).first.click()

    def first_course(self, query: str) -> str:
        """The path of the first course the list shows."""
        self.open(f"/kurse/?semester=&{query}")
        self.page.get_by_role("cell").get_by_role("link").first.click()
        return "/".join(self.page.url.removeprefix(self.demo.address).split("/")[:3])

    def long_course(self, query: str) -> str:
        """The first in the list with ten course days or more, but not too many for one series."""
        self.open(f"/kurse/?semester=&{query}")
        links = self.page.get_by_role("cell").get_by_role("link").all()
        for path in [link.get_attribute("href") or "" for link in links]:
            self.open(path)
            if re.search(r"· [1-4]\d Kurstage", self.page.locator(".facts").inner_text()):
                return "/".join(path.split("/")[:3])
        raise SystemExit("No course of the list has ten course days.")

    def add_day(self, course: str, day: date, begins: str, ends: str) -> None:
        self.open(f"{course}/kurstage/")
        self.page.get_by_label("Datum").fill(f"{day:%d.%m.%Y}")
        self.page.get_by_label("Beginn").fill(begins)
        self.page.get_by_label("Ende").fill(ends)
        self.push("Hinzufügen")
        self.page.get_by_role("cell", name=f"{day:%d.%m.%Y}").first.wait_for()

    def transfer(self, course: str) -> None:
        """What the preview offers, until it is done."""
        self.open(f"{course}/meeting/vorschau/")
        self.page.get_by_role("button", name=re.compile(r"übertragen$")).first.click()
        self.page.get_by_text("Zoom hält jetzt, was der Kurs sagt").first.wait_for(timeout=PATIENCE)

    def send(self, course: str) -> None:
        """The access data to everybody in the course, now."""
        self.open(f"/zugangsdaten/?course={course.rsplit('/', 1)[-1]}")
        self.push("Jetzt versenden")
        self.page.get_by_role("heading", name="E-Mails und Briefe").wait_for()

    def at_zoom(self, method: str, path: str, **body: object) -> None:
        """What somebody does in Zoom's own portal."""
        request = Request(  # noqa: S310  # the stand-in on this machine
            f"{self.demo.zoom}/_control{path}", json.dumps(body).encode(), method=method
        )
        urlopen(request).read()  # noqa: S310

    def change_at_zoom(self, course: str) -> None:
        """Somebody moves the meeting in Zoom, and Kurslink looks."""
        self.open(f"{course}/online-kurs/")
        number = re.sub(r"\D", "", self.page.locator(".field__text.number").first.inner_text())
        title = self.page.get_by_role("heading", level=1).inner_text()
        self.at_zoom("PATCH", f"/meetings/{number}", topic=f"{title} (Raum 2)", duration=120)
        self.push("Jetzt mit Zoom abgleichen")
        self.page.get_by_role("heading", name="In Zoom geändert").wait_for(timeout=PATIENCE)

    def make_meetings_by_hand(self) -> None:
        """Two meetings that belong to no course, found by looking."""
        soon = _in_days(12)
        for host, topic in (
            ("03", "Fachbereichskonferenz Sprachen"),
            ("05", "Töpfern – Infoabend"),
        ):
            self.at_zoom(
                "POST",
                f"/users/zoomzugang{host}@vhs-musterstadt.example/meetings",
                topic=topic,
                type=2,
                start_time=f"{soon}T17:00:00",
                duration=60,
                timezone="Europe/Berlin",
                password="246810",  # noqa: S106
            )
        self.open("/kurse/meetings-ohne-kurs/")
        self.push("Jetzt in Zoom nachsehen")
        self.page.get_by_text("Töpfern – Infoabend").first.wait_for(timeout=PATIENCE)

    def make_differences(self, course: str) -> None:
        """One day falls out, another begins later: what „Meeting aktualisieren" is there for."""
        self.open(f"{course}/kurstage/")
        self.page.get_by_role("button", name="entfallen lassen").nth(1).click()
        self.page.get_by_role("button", name="findet doch statt").wait_for()
        self.page.get_by_role("link", name="ändern").nth(3).click()
        self.page.get_by_label("Beginn").fill("18:30")
        self.page.get_by_label("Ende").fill("20:00")
        self.push("Speichern")
        self.page.get_by_role("cell", name="18:30").wait_for()

    def transfer_many(self) -> None:
        """The courses of the next days, planned on the overview and carried out."""
        self.open("/")
        self.follow("Alle planen und übertragen")
        self.push("Übertragung starten")
        self.page.get_by_text("Die Übertragung ist fertig").first.wait_for(timeout=PATIENCE)
        self.places["batch"] = self.page.url.removeprefix(self.demo.address)

    def happen(self) -> None:
        """Everything, up to the state the first pictures show."""
        first, second, third = (self.first_course(f"q=DEMO-{number}") for number in (1, 2, 3))
        self.places |= {"first": first, "second": second, "third": third}
        self.places["sending"] = first.rsplit("/", 1)[-1]
        self.add_day(first, _in_days(1), "18:00", "19:30")
        self.add_day(second, _in_days(1), "09:00", "12:00")
        self.transfer(first)
        self.transfer(second)
        self.send(second)
        self.change_at_zoom(third)
        self.make_meetings_by_hand()
        self.places["new"] = self.long_course("state=not_transferred&online=1&sort=-start")


def _in_days(days: int) -> date:
    return datetime.now(ZoneInfo("Europe/Berlin")).date() + timedelta(days=days)
