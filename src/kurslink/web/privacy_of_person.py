"""„Auskunft" about a person, and „Person löschen"."""

import json
from functools import cached_property
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from kurslink.models import Instructor, Participant
from kurslink.services import clock
from kurslink.services.disclose_person import days_of, disclose_person, noted_about
from kurslink.services.erase_person import erase_person, require_erasable
from kurslink.services.errors import Refusal
from kurslink.services.journal.lines import event_label
from kurslink.services.mails_of import mails_of
from kurslink.services.rights import Right
from kurslink.services.words.sentences import explain
from kurslink.web.download import download
from kurslink.web.page import Page, Unable, status_of

_TEACHING = "dozenten"
_LISTS = {"teilnehmende": "participants", _TEACHING: "instructors"}


class _PageOfPerson(Page):
    """Pages about one participant or instructor, by what the address calls the kind."""

    right = Right.PRIVACY

    @cached_property
    def person(self) -> Participant | Instructor:
        """The person of the address. Raises Http404."""
        kind, key = self.kwargs["kind"], self.kwargs["person_id"]
        if kind == _TEACHING:
            return get_object_or_404(Instructor, pk=key)
        if kind in _LISTS:
            return get_object_or_404(Participant, pk=key)
        raise Http404

    def draw(
        self, request: HttpRequest, template: str, context: dict[str, Any], status: int = 200
    ) -> HttpResponse:
        """`template` with the person's head."""
        kind = self.kwargs["kind"]
        head = {
            "person": self.person,
            "kind": kind,
            "list": _LISTS[kind],
            "person_page": "instructor" if kind == _TEACHING else "participant",
        }
        return render(request, template, head | context, status=status)

    def refused(self, request: HttpRequest, error: Unable) -> HttpResponse:
        """The refusal under the person's head, if somebody may see it."""
        if not self.actor.may(self.right):
            return super().refused(request, error)
        context = {"explanation": explain(error)}
        return self.draw(request, "people/erase.html", context, status_of(error))


class Disclosure(_PageOfPerson):
    """All that is stored about the person, to read and to print."""

    def get(self, request: HttpRequest, **_address: str) -> HttpResponse:
        """The page."""
        person = self.person
        document = disclose_person(person, actor=self.actor, now=clock.now())
        context = {
            "document": document,
            "record": document["records"][0],
            "mails": mails_of(person),
            "noted": [
                (each.at, event_label(each.event), each.label) for each in noted_about(person)
            ],
            "days": days_of(person) if isinstance(person, Instructor) else (),
            "now": clock.now(),
        }
        return self.draw(request, "people/disclosure.html", context)


class DisclosureFile(_PageOfPerson):
    """The same as one JSON document."""

    def get(self, request: HttpRequest, **_address: str) -> HttpResponse:  # noqa: ARG002  # all of it stands in the address
        """The file; its name tells nobody's name."""
        document = disclose_person(self.person, actor=self.actor, now=clock.now())
        content = json.dumps(document, ensure_ascii=False, indent=2)
        name = f"auskunft-{self.kwargs['kind']}-{self.person.pk}.json"
        return download(content, name=name, media_type="application/json")


class ErasePerson(_PageOfPerson):
    """Says what will be gone, then deletes."""

    def get(self, request: HttpRequest, **_address: str) -> HttpResponse:
        """The question, or why it cannot be done yet."""
        try:
            require_erasable(self.person, now=clock.now())
        except Refusal as refusal:
            return self.draw(request, "people/erase.html", {"explanation": explain(refusal)})
        return self.draw(request, "people/erase.html", {})

    def post(self, request: HttpRequest, **_address: str) -> HttpResponse:
        """Delete, and back to the list."""
        erase_person(self.person, actor=self.actor, now=clock.now())
        messages.success(request, _("Die Person ist gelöscht."))
        return redirect(_LISTS[self.kwargs["kind"]])
