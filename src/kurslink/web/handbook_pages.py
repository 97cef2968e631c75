"""„Hilfe": the handbook with its search; open to all, for who cannot sign in needs it most."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.decorators import method_decorator
from django.views import View

from kurslink.web.handbook_search import search
from kurslink.web.handbook_text import chapters, contents


@method_decorator(login_not_required, name="dispatch")
class Handbook(View):
    """The table of contents, or what a search found."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Without words the contents, with words the sections that have them."""
        text = " ".join(request.GET.get("q", "").split())
        context = {"contents": contents(), "text": text, "hits": search(text)}
        return render(request, "help/handbook.html", context)


@method_decorator(login_not_required, name="dispatch")
class HandbookChapter(View):
    """One chapter."""

    def get(self, request: HttpRequest, chapter: str) -> HttpResponse:
        """The text, what it has, and the chapters beside it."""
        names = list(chapters())
        if chapter not in names:
            raise Http404
        index = names.index(chapter)
        context = {
            "chapter": chapters()[chapter],
            "before": chapters()[names[index - 1]] if index else None,
            "after": chapters()[names[index + 1]] if index + 1 < len(names) else None,
        }
        return render(request, "help/chapter.html", context)
