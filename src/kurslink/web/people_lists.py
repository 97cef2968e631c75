"""The lists „Teilnehmende" and „Dozenten"."""

from typing import Any, ClassVar

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as translate
from django.utils.translation import gettext_lazy as _

from kurslink.models import Course, Enrolment, Instructor, Participant
from kurslink.services.find_people import Person, find_people
from kurslink.services.rights import Right
from kurslink.web.lists.columns import Column, Listing
from kurslink.web.lists.list_page import ListPage, Narrowed
from kurslink.web.lists.wishes import Chip
from kurslink.web.tags import mail_address


def _columns(address: str) -> tuple[Column[Any], ...]:
    """`address`: the page of one person."""

    def linked(person: Participant | Instructor) -> SafeString:
        url = reverse(address, args=[person.pk])
        shown = format_html('<a href="{}">{}</a>', url, _name(person))
        if not person.title:
            return shown
        return format_html('{} <span class="muted">{}</span>', shown, person.title)

    return (
        Column("name", _("Name"), _name_and_title, linked, order="name_key", fixed=True),
        Column(
            "email",
            _("E-Mail"),
            lambda each: each.email or "–",
            lambda each: mail_address(each.email),
            order="email",
            style="breakable",
        ),
        Column(
            "number",
            _("Nummer"),
            lambda each: each.number or "–",
            order="number",
            style="nowrap minor",
        ),
        Column(
            "courses",
            _("Kurse"),
            lambda each: str(each.course_count),
            order="course_count",
            style="amount minor",
        ),
    )


def _name(person: Participant | Instructor) -> str:
    return ", ".join(filter(None, (person.last_name, person.first_name)))


def _name_and_title(person: Participant | Instructor) -> str:
    return " ".join(filter(None, (_name(person), person.title)))


def _listing(name: str, title: Promise, address: str) -> Listing[Any]:
    return Listing(name, title, _columns(address), sort="name", ties=("name_key", "pk"))


class PeopleList(ListPage[Person]):
    """Search, sort, page; everything stands in the address."""

    template = "people/list.html"
    export_right = Right.EDIT
    address: ClassVar[str]

    def everybody(self) -> "QuerySet[Person]":
        """All people of this kind, each with `course_count`."""
        raise NotImplementedError

    def narrowed(self, request: HttpRequest) -> Narrowed[Person]:
        """In whom every word occurs."""
        text = request.GET.get("q", "").strip()
        chips = (Chip("q", translate("Suche: %(text)s") % {"text": text}),) if text else ()
        return Narrowed(find_people(self.everybody(), text), chips)

    def more(self, request: HttpRequest) -> dict[str, Any]:
        """The words searched for, and what may be done."""
        return {
            "address": self.address,
            "text": request.GET.get("q", "").strip(),
            "may_edit": self.actor.may(Right.EDIT),
            "may_import": self.actor.may(Right.IMPORT),
        }


class ParticipantList(PeopleList[Participant]):
    """„Teilnehmende": everybody who takes part or registered somebody."""

    listing = _listing("participants", _("Teilnehmende"), "participant")
    address = "participant"

    def everybody(self) -> "QuerySet[Participant]":
        """With the number of enrolments."""
        enrolments = Enrolment.objects.filter(participant=OuterRef("pk"))
        return Participant.objects.annotate(course_count=_counted(enrolments, "participant"))


class InstructorList(PeopleList[Instructor]):
    """„Dozenten"."""

    listing = _listing("instructors", _("Dozenten"), "instructor")
    address = "instructor"

    def everybody(self) -> "QuerySet[Instructor]":
        """With the number of courses they are named for."""
        courses = Course.instructors.through.objects.filter(instructor=OuterRef("pk"))
        return Instructor.objects.annotate(course_count=_counted(courses, "instructor"))


def _counted(rows: "QuerySet[Any]", owner: str) -> Coalesce:
    """Counted for the rows of the page only: a join would count for everybody."""
    counts = rows.order_by().values(owner).annotate(total=Count("pk")).values("total")
    return Coalesce(Subquery(counts), 0)
