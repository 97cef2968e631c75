"""Import of enrolments: what the kept file would change, and taking it over."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as translate

from kurslink.models import Enrolment, Participant
from kurslink.services import clock
from kurslink.services.errors import Refusal
from kurslink.services.import_enrolments import import_enrolments
from kurslink.services.importing.enrolment_count import EnrolmentImport, FieldSaid
from kurslink.services.rights import Right
from kurslink.sources.enrolment_file import read_enrolments
from kurslink.sources.enrolment_rows import EnrolmentRow
from kurslink.sources.errors import SourceError
from kurslink.web import uploads
from kurslink.web.course_import import RESULT, RemarkLine
from kurslink.web.import_columns import cannot_be_read, column_choice
from kurslink.web.page import Page

_PERSON_FIELDS = {each.name for each in Participant._meta.fields} - {"number"}
_SECRET = {"passcode", "participant_code"}


class EnrolmentPreview(Page):
    """The second step for a list of people; nothing is changed before „Importieren"."""

    right = Right.IMPORT

    def get(self, request: HttpRequest) -> HttpResponse:
        """New, changed, unchanged, missing, not understood, odd."""
        upload = uploads.kept(request.session)
        if upload is None:
            return redirect("import")
        try:
            done = self._import(upload, dry_run=True)
        except (SourceError, Refusal) as error:
            return cannot_be_read(request, upload, error)
        context = {"upload": upload} | column_choice(upload) | _details(done)
        return render(request, "import/enrolments.html", context)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Take the file over and forget it."""
        upload = uploads.kept(request.session)
        if upload is None:
            messages.error(request, translate("Die Datei ist nicht mehr da. Wählen Sie sie neu."))
            return redirect("import")
        try:
            done = self._import(upload, dry_run=False)
        except SourceError as error:
            return cannot_be_read(request, upload, error)
        uploads.drop(request.session)
        result = {"name": upload["name"], "is_people": True}
        request.session[RESULT] = result | _counts(done)
        return redirect("import_result")

    def _import(self, upload: dict[str, Any], *, dry_run: bool) -> EnrolmentImport:
        with uploads.opened(upload) as stream:
            return import_enrolments(
                read_enrolments(
                    stream, choice=upload["choice"], max_bytes=settings.KURSLINK_MAX_UPLOAD
                ),
                actor=self.actor,
                now=clock.now(),
                semester_code=upload["semester"],
                dry_run=dry_run,
            )


@dataclass(frozen=True)
class PersonLine:
    """A row of the file, and what it changes, in words."""

    row: EnrolmentRow
    words: tuple[str, ...] = ()


def _counts(done: EnrolmentImport) -> dict[str, int]:
    names = ("new", "changed", "unchanged", "missing", "rejected", "warnings")
    return {name: getattr(done, name) for name in names}


def _details(done: EnrolmentImport) -> dict[str, Any]:
    return {
        "counts": _counts(done),
        "changes_something": bool(done.new or done.changed or done.missing),
        "new": [PersonLine(row) for row in done.new_rows],
        "changes": [
            PersonLine(row, tuple(map(_words, changes))) for row, changes in done.changed_rows
        ],
        "missing": done.missing_lines,
        "rejected": [RemarkLine.of(each) for each in done.rejections],
        "warnings": [RemarkLine.of(each) for each in done.remarks],
    }


def _words(change: FieldSaid) -> str:
    """„E-Mail: alt → neu"; of codes and passcodes only that they change."""
    model = Participant if change.name in _PERSON_FIELDS else Enrolment
    label = str(model._meta.get_field(change.name).verbose_name)  # type: ignore[union-attr]  # a plain column
    if change.name == "missing_since":
        return translate("wieder im Export")
    if change.name in _SECRET:
        return translate("%(name)s: geändert") % {"name": label}
    said = {"name": label, "old": change.old or "–", "new": change.new or "–"}
    return translate("%(name)s: %(old)s → %(new)s") % said
