"""„Passwort vergessen?": a link by mail, if this installation can send one."""

from typing import Any

from allauth.account.views import PasswordResetView

from kurslink.services.mails.account_mail import can_mail


class AskForPassword(PasswordResetView):  # type: ignore[misc]  # allauth has no types
    """The same answer whether or not anybody has the address."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Without a mail server the page says whom to ask instead."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"can_mail": can_mail()}
