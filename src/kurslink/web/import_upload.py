"""The first step of every import: choose a file, and find out what it holds."""

from dataclasses import dataclass
from typing import BinaryIO

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _

from kurslink.models import Semester
from kurslink.services.errors import Refusal, RefusalCode
from kurslink.services.rights import Right
from kurslink.services.words.sentences import Explanation, explain
from kurslink.sources.enrolment_file import KINDS as ENROLMENT_KINDS
from kurslink.sources.errors import SourceError
from kurslink.sources.file_kind import HEAD_SIZE, look_at
from kurslink.sources.table_kind import Subject, look_at_table
from kurslink.web import uploads
from kurslink.web.forms import KernForm
from kurslink.web.page import Page

SUBJECTS = (
    ("", _("wird erkannt")),
    (Subject.COURSES, _("Kurse")),
    (Subject.ENROLMENTS, _("Anmeldungen")),
)


class ImportForm(KernForm):
    """Which file, and for courses without one which semester."""

    file = forms.FileField(
        label=_("Datei"),
        help_text=_(
            "Kurse: der „generelle Internet-XML-Export“ aus KuferSQL (meist internet.xml), eine "
            "Open-vhs-Datei (XML), die Kurs-Datei aus Berlin (JSON) oder eine Tabelle (CSV, .xlsx) "
            "mit den Spalten SEMESTER, KURSNR, KURSTITEL, DATUM, BEGINN, ENDE, RAUM, eine Zeile je "
            "Kurstag. Anmeldungen: XML aus KuferSQL oder eine Tabelle mit den Spalten KURSNR, "
            "ANREDE, TITEL, VORNAME, NACHNAME, EMAIL, STATUS."
        ),
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
            seen = _look_at(file, Subject(wanted) if wanted else None)
        except SourceError as error:
            return self._refuse(request, explain(error), name=file.name)
        uploads.keep(
            request.session,
            file,
            name=file.name,
            semester=semester.code if semester else None,
            columns=seen.columns,
        )
        is_people = seen.subject is Subject.ENROLMENTS
        return redirect("enrolment_preview" if is_people else "import_preview")

    def _refuse(self, request: HttpRequest, why: Explanation, name: str = "") -> HttpResponse:
        context = {"form": ImportForm(), "explanation": why, "name": name}
        return render(request, "import/upload.html", context, status=422)


@dataclass(frozen=True)
class _Seen:
    """What the beginning of a file says; `columns` are the heading and meaning of each, if any."""

    subject: Subject
    columns: list[tuple[str, str]]


def _look_at(file: BinaryIO, wanted: Subject | None) -> _Seen:
    table = look_at_table(file, subject=wanted, max_bytes=settings.KURSLINK_MAX_UPLOAD)
    file.seek(0)
    head = file.read(HEAD_SIZE)
    file.seek(0)
    if table is not None:
        unused = [(heading, "") for heading in table.unused]
        return _Seen(table.subject, [*table.used, *unused])
    is_people = look_at(head) in ENROLMENT_KINDS
    return _Seen(wanted or (Subject.ENROLMENTS if is_people else Subject.COURSES), [])
