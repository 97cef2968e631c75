"""What a request asks for, in one word: to know it again by its Idempotency-Key."""

from hashlib import sha256

from django.http import HttpRequest


def fingerprint(request: HttpRequest) -> str:
    """The same for the same method, address and body."""
    head = f"{request.method} {request.get_full_path()}\n"
    return sha256(head.encode() + request.body).hexdigest()
