"""Fills the demo's database: a fictional centre, a practice account, three courses transferred."""

import json
import sys
from itertools import cycle
from typing import Any

import typer
from django.utils.translation import gettext as _

from kurslink.cli.fictional_vhs import EVENING, WEEKEND, WEEKLY, FictionalVhs, fictional_vhs
from kurslink.cli.fictional_vhs.enrolments import enrolment_rows
from kurslink.cli.language import Language
from kurslink.cli.office import AsJson, Lang, office
from kurslink.cli.output import print_json
from kurslink.cli.transfer_report import report_transfer
from kurslink.config import environment
from kurslink.models import (
    ZOOM,
    Course,
    Institution,
    OnlineDetails,
    Role,
    Semester,
    Software,
    ZoomAccount,
    ZoomUser,
)
from kurslink.services import clock
from kurslink.services.accounts import AccountValues, save_account
from kurslink.services.add_user import add_user
from kurslink.services.connection.zoom_access import time_zone
from kurslink.services.documents import transfer_document
from kurslink.services.find_course import get_course
from kurslink.services.import_courses import import_courses
from kurslink.services.import_enrolments import import_enrolments
from kurslink.services.read_licences import read_licences
from kurslink.services.rights import SHELL
from kurslink.services.transfer.choose_host import hosts_on_offer
from kurslink.services.transfer_course import Transfer, transfer_course
from kurslink.sources.course_rows import CourseFile
from kurslink.sources.enrolment_file import EnrolmentFile
from kurslink.sources.kufer_xml_writer import write_courses

LOGIN = "demo@vhs-musterstadt.example"
PASSWORD = "Kurse-und-Links"  # noqa: S105  # printed for everyone: the demo listens on loopback only
SAMPLE_FILE = "internet.xml"
_ABOUT = {
    "short_name": "vhs MS",
    "street": "Marktplatz 1",
    "city": "12345 Musterstadt",
    "website": "www.vhs-musterstadt.example",
    "sender_address": "kurse@vhs-musterstadt.example",
    "contact_phone": "0123 456-0",
    "contact_email": "info@vhs-musterstadt.example",
}


def demo_fill(*, as_json: AsJson = False, language: Lang = Language.GERMAN) -> None:
    """Füllt die Datenbank der Demo; die Eingabe ist das JSON des Simulators."""
    simulator = json.loads(sys.stdin.readline())
    with office(as_json=as_json, language=language):
        account = _account(simulator)
        if not Course.objects.exists():
            _fill(fictional_vhs(clock.now().astimezone(time_zone()).date()), account)
        transfers = [_transferred(number) for number in (WEEKLY, WEEKEND, EVENING)]
        _show(transfers, as_json=as_json)
    if not all(transfer.meeting for transfer in transfers):
        raise typer.Exit(1)


def _account(simulator: dict[str, Any]) -> ZoomAccount:
    """The practice account; its addresses follow the simulator, should that have moved."""
    email = simulator["users"][0]["email"]
    values = AccountValues(
        email=email,
        account_id=simulator["account_id"],
        client_id=simulator["client_id"],
        client_secret=simulator["client_secret"],
        api_url=simulator["api_url"],
        oauth_url=simulator["oauth_url"],
        is_practice=True,
    )
    held = ZoomAccount.objects.filter(email=email).first()
    account = save_account(values, actor=SHELL, account=held)
    if account.users_read_at is None:
        read_licences(account, actor=SHELL, now=clock.now())
    return account


def _fill(vhs: FictionalVhs, account: ZoomAccount) -> None:
    Institution.load()
    Institution.objects.update(name=vhs.name, **_ABOUT)
    for each in vhs.semesters:
        Semester.objects.get_or_create(
            code=each.code,
            defaults={"name": each.name, "first_on": each.first_on, "last_on": each.last_on},
        )
    file = CourseFile(courses=vhs.courses, warnings=(), rejected=())
    import_courses(file, actor=SHELL, now=clock.now())
    _put_online(vhs, hosts_on_offer(account))
    online = (each for each in vhs.courses if (each.semester_code, each.number) in vhs.online)
    people = EnrolmentFile(enrolment_rows(online), is_complete=False)
    import_enrolments(people, actor=SHELL, now=clock.now())
    add_user(LOGIN, name="Demo", role=Role.SYSTEM, password=PASSWORD, actor=SHELL)
    with (environment.load().data_dir / SAMPLE_FILE).open("wb") as stream:
        write_courses(vhs.courses, stream)


def _put_online(vhs: FictionalVhs, hosts: list[ZoomUser]) -> None:
    """Mark the online courses; those with Zoom get the hosts in turn."""
    software = {each.name: each for each in Software.objects.all()}
    turns = cycle(hosts)
    online = OnlineDetails.objects.select_related("course__semester")
    marked = []
    for details in online.order_by("course__number_key"):
        name = vhs.online.get((details.course.semester.code, details.course.number))
        if name is None:
            continue
        details.is_online, details.software = True, software[name]
        if name == ZOOM:
            details.account, details.host = hosts[0].account, next(turns)
        else:
            details.link = f"https://{name.lower()}.vhs-musterstadt.example/{details.course.number}"
        marked.append(details)
    OnlineDetails.objects.bulk_update(marked, ["is_online", "software", "account", "host", "link"])


def _transferred(number: str) -> Transfer:
    newest = Course.objects.filter(number=number).latest("semester__first_on")
    course = get_course(number, semester_code=newest.semester.code)
    return transfer_course(course, actor=SHELL, clock=clock.now)


def _show(transfers: list[Transfer], *, as_json: bool) -> None:
    if as_json:
        documents = [transfer_document(transfer) for transfer in transfers]
        print_json({"courses": documents, "login": LOGIN, "password": PASSWORD})
        return
    for transfer in transfers:
        typer.echo(f"{report_transfer(transfer)}\n")
    sample = environment.load().data_dir / SAMPLE_FILE
    typer.echo(
        _("Anmelden als {email} mit dem Passwort {password}").format(email=LOGIN, password=PASSWORD)
    )
    typer.echo(_("Zum Importieren: {file}").format(file=sample))
