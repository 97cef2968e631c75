"""What the columns of a kept table mean: shown on the preview, changed here, remembered."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as translate

from kurslink.services.errors import Refusal
from kurslink.services.import_columns import remember_columns
from kurslink.services.rights import Right
from kurslink.services.words.sentences import explain
from kurslink.sources.errors import ColumnMissing, SourceError
from kurslink.sources.table_kind import Subject, look_at_table, meanings_of
from kurslink.web import uploads
from kurslink.web.import_upload import PREVIEWS, SUBJECTS, ImportForm, Seen, look_at_upload
from kurslink.web.page import Page


class ImportColumns(Page):
    """Takes what a person says about each column, and goes back to the preview."""

    right = Right.IMPORT

    def post(self, request: HttpRequest) -> HttpResponse:
        """Remember the choice for tables with these headings."""
        upload = uploads.kept(request.session)
        if upload is None:
            messages.error(request, translate("Die Datei ist nicht mehr da. Wählen Sie sie neu."))
            return redirect("import")
        old = Subject(upload["subject"])
        wanted = request.POST.get("subject", "")
        new = Subject(wanted) if wanted in set(Subject) else old
        if new is not old:
            with uploads.opened(upload) as stream:
                seen = look_at_upload(stream, new)
            uploads.note(request.session, **seen.remembered)
            return redirect(PREVIEWS[new])
        try:
            self._remember(request, upload, new)
        except Refusal as error:
            messages.error(request, explain(error).message)
        return redirect(PREVIEWS[new])

    def _remember(self, request: HttpRequest, upload: dict[str, Any], subject: Subject) -> None:
        headings = [heading for heading, _meaning in upload["columns"]]
        meanings = dict(zip(headings, request.POST.getlist("column"), strict=False))
        with uploads.opened(upload) as stream:
            table = look_at_table(stream, max_bytes=settings.KURSLINK_MAX_UPLOAD)
        if table is None:
            return
        chosen = remember_columns(table, meanings, subject=subject, actor=self.actor)
        uploads.note(request.session, **Seen(subject, chosen).remembered)
        messages.success(
            request,
            translate("Die Spalten sind gemerkt: für alle Tabellen mit diesen Überschriften."),
        )


def column_choice(upload: dict[str, Any]) -> dict[str, Any]:
    """What the preview shows of the columns of a kept table."""
    subject = Subject(upload["subject"])
    return {
        "columns": upload["columns"],
        "meanings": meanings_of(subject),
        "subject": subject.value,
        "subjects": SUBJECTS[1:],
    }


def cannot_be_read(
    request: HttpRequest, upload: dict[str, Any], error: SourceError | Refusal
) -> HttpResponse:
    """Why a kept file cannot be previewed; it is dropped unless other columns would help."""
    context: dict[str, Any] = {"explanation": explain(error), "name": upload["name"]}
    if isinstance(error, ColumnMissing):
        context |= {"upload": upload, "must_choose": True} | column_choice(upload)
        return render(request, "import/choose_columns.html", context, status=422)
    uploads.drop(request.session)
    return render(request, "import/upload.html", context | {"form": ImportForm()}, status=422)
