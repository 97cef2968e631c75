"""„Protokoll": who did what when, in sentences; nothing here can be changed."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kurslink.models import ActorKind, User
from kurslink.services.export_journal import export_journal
from kurslink.services.exports.table import ExportFormat
from kurslink.services.journal.entries import find_entries
from kurslink.services.journal.lines import lines_of
from kurslink.services.rights import Right
from kurslink.services.staff_names import StaffNames
from kurslink.services.words.catalogue.journal import TOPICS
from kurslink.web.download import download
from kurslink.web.journal_filter import JournalFilter
from kurslink.web.page import Page

ROWS = 50
_FILES = {form.value: form for form in (ExportFormat.CSV, ExportFormat.XLSX)}


class Journal(Page):
    """All entries, the newest first."""

    right = Right.JOURNAL

    def get(self, request: HttpRequest) -> HttpResponse:
        """One page of the list, narrowed as the address says."""
        chosen, staff = JournalFilter.parse(request.GET.dict()), StaffNames()
        entries = find_entries(chosen.wanted, actor=self.actor)
        page = Paginator(entries, ROWS).get_page(request.GET.get("page"))
        context = {
            "filter": chosen,
            "chips": tuple(chosen.chips(staff)),
            "page": page,
            "page_numbers": page.paginator.get_elided_page_range(page.number, on_each_side=2),
            "lines": lines_of(list(page.object_list)),
            "actors": _actors(staff),
            "topics": TOPICS.items(),
        }
        return render(request, "journal/list.html", context)


class JournalFile(Page):
    """The entries of the filter, on however many pages the list shows them."""

    right = Right.JOURNAL

    def get(self, request: HttpRequest) -> HttpResponse:
        """A CSV file, or the workbook somebody asked for."""
        form = _FILES.get(request.GET.get("format", ""), ExportFormat.CSV)
        wanted = JournalFilter.parse(request.GET.dict()).wanted
        content = export_journal(wanted, form, actor=self.actor)
        return download(content, name=f"protokoll.{form}", media_type=form.media_type)


def _actors(staff: StaffNames) -> list[tuple[str, str]]:
    """Everybody who may have done something, as references with their names."""
    keys = User.objects.order_by("name").values_list("pk", flat=True)
    people = [f"{ActorKind.USER}:{key}" for key in keys]
    references = [*people, ActorKind.SYSTEM.value, ActorKind.SHELL.value, ActorKind.TOKEN.value]
    return [(each, staff.called(each)) for each in references]
