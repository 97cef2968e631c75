"""The page behind the link of an invitation: choosing one's first password."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.cache import never_cache

from kurslink.services import clock
from kurslink.services.accept_invitation import accept_invitation, find_invitation
from kurslink.services.errors import Refusal, RefusalCode
from kurslink.services.words.sentences import explain
from kurslink.web.forms import add_refusal
from kurslink.web.sign_in_forms import ChoosePassword

_GONE = 410


@method_decorator((login_not_required, never_cache), name="dispatch")
class AcceptInvitation(View):
    """Looking at it uses nothing up: programs that check mails open every link."""

    def get(self, request: HttpRequest, *, token: str) -> HttpResponse:
        """Who is invited, and the form."""
        return self._show(request, token, ChoosePassword())

    def post(self, request: HttpRequest, *, token: str) -> HttpResponse:
        """Store the password and go on to the sign-in."""
        form = ChoosePassword(request.POST)
        if form.is_valid():
            try:
                accept_invitation(token, form.cleaned_data["password"], now=clock.now())
            except Refusal as refusal:
                if refusal.code is RefusalCode.INVITATION_OVER:
                    return self._over(request, refusal)
                add_refusal(form, refusal)
            else:
                messages.success(request, _("Ihr Passwort ist festgelegt. Melden Sie sich an."))
                return redirect("account_login")
        return self._show(request, token, form, status=422)

    def _show(
        self, request: HttpRequest, token: str, form: ChoosePassword, status: int = 200
    ) -> HttpResponse:
        try:
            invitation = find_invitation(token, now=clock.now())
        except Refusal as refusal:
            return self._over(request, refusal)
        context = {
            "form": form,
            "invited": invitation.user,
            "openid_name": settings.KURSLINK_OPENID_NAME,
        }
        return render(request, "account/invitation.html", context, status=status)

    def _over(self, request: HttpRequest, refusal: Refusal) -> HttpResponse:
        context = {"explanation": explain(refusal)}
        return render(request, "account/invitation_over.html", context, status=_GONE)
