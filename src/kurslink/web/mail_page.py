"""One mail: its course of life, its texts, and what may be decided about it."""

from functools import cached_property

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from kurslink.models import MailMessage
from kurslink.services import clock
from kurslink.services.resend_mail import find_repetition, resend_mail
from kurslink.services.rights import Right
from kurslink.web.mail_actions import carry_out
from kurslink.web.mail_filter import newest_first
from kurslink.web.mail_lines import lines_of
from kurslink.web.page import Page


class OneMail(Page):
    """What it says is shown to those only who see passcodes elsewhere too."""

    @cached_property
    def mail(self) -> MailMessage:
        """The mail of the address. Raises Http404."""
        mails = newest_first(MailMessage.objects.all()).defer(None)
        return get_object_or_404(mails.select_related("repeats"), pk=self.kwargs["mail_id"])

    def get(self, request: HttpRequest, **_address: int) -> HttpResponse:
        """The mail as it was or will be sent."""
        (line,) = lines_of([self.mail], now=clock.now())
        context = {
            "line": line,
            "mail": self.mail,
            "repetition": find_repetition(self.mail),
            "may_send": self.actor.may(Right.SEND),
            "may_read": self.actor.may(Right.EDIT),
        }
        return render(request, "outbox/mail.html", context)

    def post(self, request: HttpRequest, **_address: int) -> HttpResponse:
        """„Erneut senden" leads to the new mail; everything else stays here."""
        if "address" not in request.POST:
            carry_out(request, self.actor)
            return redirect(request.path)
        address = request.POST["address"].strip()
        again = resend_mail(self.mail, actor=self.actor, now=clock.now(), to_address=address)
        messages.success(request, _("Die E-Mail wird erneut gesendet."))
        return redirect("mail", mail_id=again.pk)
