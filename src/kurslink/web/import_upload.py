"""The first step of every import: choose a file, and find out what it holds."""

from dataclasses import dataclass
from typing import Any, BinaryIO

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _

from kurslink.models import Semester
from kurslink.services.errors import Refusal, RefusalCode
from kurslink.services.import_columns import recall_columns
from kurslink.services.rights import Right
from kurslink.services.words.sentences import Explanation, explain
from kurslink.sources.enrolment_file import KINDS as ENROLMENT_KINDS
from kurslink.sources.errors import SourceError
from kurslink.sources.file_kind import HEAD_SIZE, look_at
from kurslink.sources.table_kind import Subject, TableKind, look_at_table
from kurslink.web import uploads
from kurslink.web.forms import KernForm
from kurslink.web.page import Page

PREVIEWS = {Subject.COURSES: "import_preview", Subject.ENROLMENTS: "enrolment_preview"}
"""The page that shows what a file would change."""

SUBJECTS = (
    ("", _("wird erkannt")),
    (Subject.COURSES, _("Kurse")),
    (Subject.ENROLMENTS, _("Anmeldungen")),
)


class ImportForm(KernForm):
    """Which file, and for courses without one which semester."""

    file = forms.FileField(
        label=_("Datei"),
        help_text=_("Meist internet.xml aus KuferSQL; auch JSON, CSV und .xlsx."),
        error_messages={"required": _("Wählen Sie eine Datei.")},
        widget=forms.FileInput(attrs={"accept": ".xml,text/xml,.csv,text/csv,.xlsx,.json"}),
    )
    subject = forms.ChoiceField(
        choices=SUBJECTS,
        label=_("Inhalt"),
        required=False,
        help_text=_("Nur nötig, wenn eine Tabelle falsch erkannt wird."),
    )
    semester = forms.ModelChoiceField(
        Semester.objects.all(),
        label=_("Semester"),
        required=False,
        to_field_name="code",
        empty_label=_("aus der Datei"),
        help_text=_("Nur nötig, wenn die Datei keines nennt."),
    )


class ImportUpload(Page):
    """The first step: choose a file."""

    right = Right.IMPORT

    def get(self, request: HttpRequest) -> HttpResponse:
        """An empty form."""
        return render(request, "import/upload.html", {"form": ImportForm()})

    def post(self, request: HttpRequest) -> HttpResponse:
        """Keep the file and go on to the preview."""
        form = ImportForm(request.POST, request.FILES)  # reading them reads the whole request
        if uploads.was_too_large(request):
            limit = settings.KURSLINK_MAX_UPLOAD // 1024**2
            return self._refuse(request, explain(Refusal(RefusalCode.FILE_TOO_LARGE, limit=limit)))
        if not form.is_valid():
            return render(request, "import/upload.html", {"form": form}, status=422)
        file, semester = form.cleaned_data["file"], form.cleaned_data["semester"]
        wanted = form.cleaned_data["subject"]
        try:
            seen = look_at_upload(file, Subject(wanted) if wanted else None)
        except SourceError as error:
            return self._refuse(request, explain(error), name=file.name)
        semester_code = semester.code if semester else None
        uploads.keep(
            request.session, file, name=file.name, semester=semester_code, **seen.remembered
        )
        return redirect(PREVIEWS[seen.subject])

    def _refuse(self, request: HttpRequest, why: Explanation, name: str = "") -> HttpResponse:
        context = {"form": ImportForm(), "explanation": why, "name": name}
        return render(request, "import/upload.html", context, status=422)


@dataclass(frozen=True)
class Seen:
    """What the beginning of a file says: what it holds, and its columns if it is a table."""

    subject: Subject
    table: TableKind | None = None

    @property
    def remembered(self) -> dict[str, Any]:
        """The same, to be kept in the session with the file."""
        columns = (
            [(each.heading, each.meaning) for each in self.table.columns] if self.table else []
        )
        choice = dict(self.table.choice) if self.table else {}
        return {"subject": self.subject.value, "columns": columns, "choice": choice}


def look_at_upload(file: BinaryIO, wanted: Subject | None) -> Seen:
    """What `file` holds, `wanted` if a person said so. Raises SourceError; rewinds `file`."""
    table = look_at_table(file, max_bytes=settings.KURSLINK_MAX_UPLOAD)
    file.seek(0)
    head = file.read(HEAD_SIZE)
    file.seek(0)
    if table is not None:
        recalled = recall_columns(table, subject=wanted)
        return Seen(recalled.subject, recalled)
    is_people = look_at(head) in ENROLMENT_KINDS
    return Seen(wanted or (Subject.ENROLMENTS if is_people else Subject.COURSES))
