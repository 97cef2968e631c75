"""Import of courses: what the kept file would change, and taking it over."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as translate

from kurslink.models import Course, CourseStatus
from kurslink.services import clock
from kurslink.services.connection.zoom_access import time_zone
from kurslink.services.errors import Refusal
from kurslink.services.import_courses import import_courses
from kurslink.services.importing.compare_courses import Comparison, CourseChange, FieldChange
from kurslink.services.rights import Right
from kurslink.services.words.sentences import describe_remark, in_words
from kurslink.sources.course_file import read_course_file
from kurslink.sources.course_rows import Rejection, SourceWarning
from kurslink.sources.errors import SourceError
from kurslink.web import uploads
from kurslink.web.import_columns import cannot_be_read, column_choice
from kurslink.web.page import Page

RESULT = "import_result"


class ImportPreview(Page):
    """The second step: what the kept file would change; nothing is changed yet."""

    right = Right.IMPORT

    def get(self, request: HttpRequest) -> HttpResponse:
        """New, changed, unchanged, missing, rejected, odd."""
        upload = uploads.kept(request.session)
        if upload is None:
            return redirect("import")
        try:
            comparison = self._import(upload, dry_run=True)
        except (SourceError, Refusal) as error:
            return cannot_be_read(request, upload, error)
        context = {"upload": upload, "comparison": comparison} | _details(comparison)
        context |= column_choice(upload)
        return render(request, "import/preview.html", context)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Take the file over and forget it."""
        upload = uploads.kept(request.session)
        if upload is None:
            messages.error(request, translate("Die Datei ist nicht mehr da. Wählen Sie sie neu."))
            return redirect("import")
        try:
            comparison = self._import(upload, dry_run=False)
        except SourceError as error:
            return cannot_be_read(request, upload, error)
        uploads.drop(request.session)
        request.session[RESULT] = {"name": upload["name"], **_counts(comparison)}
        return redirect("import_result")

    def _import(self, upload: dict[str, Any], *, dry_run: bool) -> Comparison:
        with uploads.opened(upload) as stream:
            file = read_course_file(
                stream,
                choice=upload["choice"],
                zone=time_zone(),
                max_bytes=settings.KURSLINK_MAX_UPLOAD,
            )
        return import_courses(
            file,
            actor=self.actor,
            now=clock.now(),
            semester_code=upload["semester"],
            dry_run=dry_run,
        )


class ImportResult(Page):
    """The third step: what was done."""

    right = Right.IMPORT

    def get(self, request: HttpRequest) -> HttpResponse:
        """The numbers of this session's last import."""
        result = request.session.get(RESULT)
        if result is None:
            return redirect("import")
        return render(request, "import/result.html", {"result": result})


def _counts(comparison: Comparison) -> dict[str, int]:
    return {
        "new": len(comparison.new),
        "changed": len(comparison.changed),
        "unchanged": len(comparison.unchanged),
        "missing": len(comparison.missing),
        "rejected": len(comparison.rejected),
        "warnings": len(comparison.warnings),
    }


def _details(comparison: Comparison) -> dict[str, object]:
    return {
        "counts": _counts(comparison),
        "changes": [ChangeLine.of(change) for change in comparison.changed],
        "rejected": [RemarkLine.of(each) for each in comparison.rejected],
        "warnings": [RemarkLine.of(each) for each in comparison.warnings],
        "affected": _transferred(change.course for change in comparison.changed),
    }


def _transferred(courses: Iterable[Course]) -> int:
    """How many of the changed courses have a meeting that would have to follow."""
    ids = [course.pk for course in courses]
    return Course.objects.filter(pk__in=ids, meetings__zoom_meeting_id__isnull=False).count()


@dataclass(frozen=True)
class RemarkLine:
    """Where in the file something is odd, and what."""

    line: int
    element: str
    number: str
    text: str

    @classmethod
    def of(cls, remark: Rejection | SourceWarning) -> "RemarkLine":
        """The remark as a sentence."""
        number = remark.number if isinstance(remark, Rejection) else ""
        return cls(remark.line, remark.element, number, describe_remark(remark))


@dataclass(frozen=True)
class ChangeLine:
    """A changed course and what changes about it, in words."""

    course: Course
    words: tuple[str, ...]
    concerns_zoom: bool

    @classmethod
    def of(cls, change: CourseChange) -> "ChangeLine":
        """The change in the order of the „1. Seite", then days, then people."""
        words = [*map(_field_words, change.fields), *_day_words(change)]
        if change.instructors_change:
            words.append(translate("andere Dozenten"))
        return cls(change.course, tuple(words), change.concerns_zoom)


def _field_words(change: FieldChange) -> str:
    name: str | Promise = Course._meta.get_field(change.name).verbose_name  # type: ignore[union-attr]  # only plain columns are compared
    return translate("%(name)s: %(old)s → %(new)s") % {
        "name": name,
        "old": _value(change.old),
        "new": _value(change.new),
    }


def _value(value: object) -> str:
    match value:
        case str() if value in CourseStatus.values:
            return str(CourseStatus(value).label)
        case "" | None:
            return "–"
        case datetime() | date() | time():
            return in_words(value)
        case _:
            return str(value)


def _day_words(change: CourseChange) -> Iterable[str]:
    for row in change.added_days:
        yield translate("neuer Kurstag %(day)s") % {"day": in_words(row.date)}
    for held, _row in change.changed_days:
        yield translate("Kurstag %(day)s geändert") % {"day": in_words(held.date)}
    for held in change.missing_days:
        yield translate("Kurstag %(day)s nicht mehr im Export") % {"day": in_words(held.date)}
