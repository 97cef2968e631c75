"""An answer that a browser keeps as a file."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header


def download(content: bytes | str, *, name: str, media_type: str) -> HttpResponse:
    """`content` as the file `name`, whatever letters the name has."""
    answer = HttpResponse(content, content_type=media_type)
    answer.headers["Content-Disposition"] = content_disposition_header(True, name)
    return answer
