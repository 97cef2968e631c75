"""Asks a proxy for one connection and looks at its answer, before any encryption blurs the view.

Through the library a web page in place of a tunnel looks like broken encryption, and silence like
an unreachable Zoom.
"""

from base64 import b64encode
from http.client import HTTPConnection, HTTPException, HTTPResponse

from kurslink.zoom.errors import Circumstances, NotAProxy, ProxyUnreachable
from kurslink.zoom.proxy import Proxy

SECONDS = 5
OPERATION = "reach"


def probe_proxy(proxy: Proxy, target: str) -> None:
    """Let `proxy` connect us to `target` (host:port), and hang up.

    Raises ProxyUnreachable, ProxyRefused and its kinds, NotAProxy, AddressRefused.
    """
    connection = HTTPConnection(proxy.address().host, proxy.port, timeout=SECONDS)
    at = Circumstances(OPERATION)
    try:
        connection.connect()
    except OSError as error:
        raise ProxyUnreachable(str(error), at) from error
    try:
        connection.request("CONNECT", target, headers={"Host": target, **_login(proxy)})
        answer = connection.getresponse()
    except (OSError, HTTPException) as error:
        raise NotAProxy(str(error) or type(error).__name__, at) from error
    finally:
        connection.close()
    _judge(proxy, answer)


def _judge(proxy: Proxy, answer: HTTPResponse) -> None:
    if answer.status // 100 != 2:  # noqa: PLR2004  # HTTP's own way to say success
        raise proxy.refusal(answer.status, answer.reason, OPERATION)
    if answer.length or answer.getheader("Content-Type", "").startswith("text/"):
        raise NotAProxy("a page instead of a connection", Circumstances(OPERATION, answer.status))


def _login(proxy: Proxy) -> dict[str, str]:
    if not proxy.user:
        return {}
    login = b64encode(f"{proxy.user}:{proxy.password}".encode()).decode()
    return {"Proxy-Authorization": f"Basic {login}"}
