"""„Aus Zoom übernehmen": shows what would change in the course, then changes it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from kurslink.services import clock
from kurslink.services.accept_from_zoom import accept_from_zoom, prepare_acceptance
from kurslink.services.errors import Refusal, RefusalCode
from kurslink.services.rights import Right
from kurslink.services.words.sentences import explain
from kurslink.web.course_page import CoursePage
from kurslink.web.drift_words import kept_sentences, take_over_lines
from kurslink.web.page import PATIENCE


class AcceptFromZoom(CoursePage):
    """Asks, then takes over."""

    tab = "online_details"
    right = Right.EDIT

    def get(self, request: HttpRequest, **_address: int) -> HttpResponse:
        """„Das ändert sich am Kurs", as Zoom holds it this moment."""
        now = clock.now()
        plan = prepare_acceptance(self.course, actor=self.actor, now=now, budget=PATIENCE)
        context = {
            "plan": plan,
            "lines": take_over_lines(plan),
            "kept": kept_sentences(plan.kept),
            "asked_at": now,
        }
        return self.draw(request, "transfer/accept.html", context)

    def post(self, request: HttpRequest, **_address: int) -> HttpResponse:
        """Take over exactly what was shown; if it is something else by now, show it anew."""
        seen = request.POST.get("seen", "")
        try:
            done = accept_from_zoom(
                self.course, actor=self.actor, clock=clock.now, seen=seen, budget=PATIENCE
            )
        except Refusal as refusal:
            if refusal.code is not RefusalCode.ZOOM_CHANGED_MEANWHILE:
                raise
            why = explain(refusal)
            messages.warning(request, f"{why.message} {why.hint}")
            return redirect(request.path)
        messages.success(request, _("Übernommen: Der Kurs sagt jetzt, was in Zoom steht."))
        for sentence in kept_sentences(done.left.fields):
            messages.warning(request, _("Nicht übernommen. {why}").format(why=sentence))
        return redirect("online_details", self.course.pk)
