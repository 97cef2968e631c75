"""What every page shows around its content: institution, menu, person."""

from typing import Any

from django.http import HttpRequest

from kurslink.models import Institution


def frame(request: HttpRequest) -> dict[str, Any]:
    """Context for `base.html`; asks the database only for people who are signed in."""
    if not getattr(request, "user", None) or not request.user.is_authenticated:
        return {}
    return {"institution": Institution.load()}
