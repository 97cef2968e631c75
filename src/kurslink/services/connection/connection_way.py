"""The first steps of „Verbindung testen": from here to Zoom's door, and what its clock says."""

from collections.abc import Iterator
from datetime import timedelta

from kurslink.services.connection.connection_check import Check, passed, refused, warned
from kurslink.services.words.connection_names import CheckName, Problem, Seen
from kurslink.zoom.client import ZoomClient
from kurslink.zoom.errors import AddressRefused, NameUnknown, NotSent, TlsFailed, ZoomError
from kurslink.zoom.session import Clocks

FURTHEST_APART = timedelta(seconds=60)


def check_way(zoom: ZoomClient) -> Iterator[Check]:
    """Address, proxy, encryption and clock; one request tells them all, nobody signs in."""
    try:
        clocks = zoom.reach()
    except ZoomError as error:
        yield from _until(failed_step(error), zoom)
        yield refused(failed_step(error), error)
        return
    yield from _until(CheckName.CLOCK, zoom)
    yield _compared(clocks)


def failed_step(error: ZoomError) -> CheckName:
    """Where on the way an error belongs; what went wrong behind the door is put down last."""
    match error:
        case AddressRefused() | NameUnknown():
            return CheckName.ADDRESS
        case TlsFailed():
            return CheckName.TLS
        case NotSent():
            return CheckName.PROXY
        case _:
            return CheckName.CLOCK


def _until(step: CheckName, zoom: ZoomClient) -> list[Check]:
    """Ticks for the steps before `step`: each stands on the ones before."""
    ticks = [_address(zoom), _proxy(zoom), _tls(zoom)]
    return ticks[: list(CheckName).index(step)]


def _address(zoom: ZoomClient) -> Check:
    seen = Seen.ADDRESS_BY_PROXY if zoom.proxy else Seen.ADDRESS
    return passed(CheckName.ADDRESS, seen, host=zoom.address.host)


def _proxy(zoom: ZoomClient) -> Check:
    if zoom.proxy is None:
        return passed(CheckName.PROXY, Seen.WITHOUT_PROXY)
    way = {"server": zoom.proxy.server, "port": zoom.proxy.port}
    return passed(CheckName.PROXY, Seen.THROUGH_PROXY, **way)


def _tls(zoom: ZoomClient) -> Check:
    is_encrypted = zoom.address.scheme == "https"
    return passed(CheckName.TLS, Seen.ENCRYPTED if is_encrypted else Seen.UNENCRYPTED)


def _compared(clocks: Clocks | None) -> Check:
    if clocks is None:
        return passed(CheckName.CLOCK, Seen.CLOCK_UNTOLD)
    data = {"zoom": clocks.zoom, "seconds": abs(round(clocks.ahead.total_seconds()))}
    if abs(clocks.ahead) > FURTHEST_APART:
        return warned(CheckName.CLOCK, Problem.CLOCK_OFF, **data)
    return passed(CheckName.CLOCK, Seen.CLOCK, **data)
