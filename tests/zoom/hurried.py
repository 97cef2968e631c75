"""Connections that lose patience sooner than ours do."""

import httpx2


class Hurried(httpx2.BaseTransport):
    """Real connections with timeouts short enough for a test."""

    def __init__(self, seconds: float) -> None:
        self._timeout = httpx2.Timeout(seconds).as_dict()
        self._inner = httpx2.HTTPTransport(trust_env=False)

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        request.extensions["timeout"] = self._timeout
        return self._inner.handle_request(request)

    def close(self) -> None:
        self._inner.close()
