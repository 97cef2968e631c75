"""Ignores several meetings no course holds, or shows them again; each can be taken back."""

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kurslink.models import ForeignMeeting
from kurslink.services import clock
from kurslink.services.ignore_foreign_meeting import (
    ignore_foreign_meetings,
    show_foreign_meetings,
)
from kurslink.services.rights import Actor
from kurslink.web.row_keys import keys_in

IGNORE, SHOW = "ignore", "show"


def ignore_ticked(request: HttpRequest, actor: Actor) -> None:
    """Do what the button says with everything that is ticked, and tell how many there were."""
    rows = ForeignMeeting.objects.filter(pk__in=keys_in(request.POST.getlist("foreign")))
    if request.POST["do"] == SHOW:
        count = show_foreign_meetings(rows, actor=actor)
        said = ngettext(
            "%(n)s Meeting wird wieder angezeigt.", "%(n)s Meetings werden wieder angezeigt.", count
        )
    else:
        count = ignore_foreign_meetings(rows, actor=actor, now=clock.now())
        said = ngettext("%(n)s Meeting wird ignoriert.", "%(n)s Meetings werden ignoriert.", count)
    if count:
        messages.success(request, said % {"n": count})
    else:
        messages.warning(request, _("Haken Sie zuerst an, worum es geht."))
