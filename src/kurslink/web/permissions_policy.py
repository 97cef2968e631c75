"""Takes from our pages what a browser could do for them and none of them asks for."""

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase

_NOBODY = (
    "accelerometer autoplay camera display-capture encrypted-media geolocation gyroscope "
    "hid local-fonts magnetometer microphone midi payment picture-in-picture "
    "screen-wake-lock serial usb xr-spatial-tracking"
)
_OURS = "clipboard-write fullscreen publickey-credentials-create publickey-credentials-get"
POLICY = ", ".join(
    [*(f"{each}=()" for each in _NOBODY.split()), *(f"{each}=(self)" for each in _OURS.split())]
)


class PermissionsPolicy:
    """Middleware."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """The answer, with the policy."""
        answer = self._get_response(request)
        answer.headers["Permissions-Policy"] = POLICY
        return answer
