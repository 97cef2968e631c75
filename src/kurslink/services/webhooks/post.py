"""One delivery over the wire: to the number that was checked, and never waiting for long."""

import socket
import ssl
from collections.abc import Mapping
from http.client import HTTPConnection, HTTPException
from threading import Timer

from django.conf import settings

from kurslink.services.webhooks.address_rule import ForbiddenAddress, Target
from kurslink.zoom.proxy import trusted_certificates

PATIENCE = 10.0
"""Seconds, for everything together."""


def post(target: Target, body: bytes, headers: Mapping[str, str]) -> str:
    """The status that came back, or in a word what failed; redirects are followed nowhere."""
    connection = _Connection(target)
    clock = Timer(PATIENCE, connection.cut)
    clock.daemon = True
    clock.start()
    try:
        connection.request("POST", target.path, body, dict(headers))
        return str(connection.getresponse().status)  # what else it says is not read
    except ForbiddenAddress:
        return "address_refused"
    except ssl.SSLError:
        return "certificate_refused"
    except TimeoutError:
        return "timeout"
    except (OSError, HTTPException, ValueError):
        return "not_reached"
    finally:
        clock.cancel()
        connection.close()


class _Connection(HTTPConnection):
    """Connects to the number `target` resolves to, in the name of its host."""

    def __init__(self, target: Target) -> None:
        super().__init__(target.host, target.port, timeout=PATIENCE)
        self._target = target

    def connect(self) -> None:
        """One connection, encrypted unless the address says otherwise."""
        number = self._target.resolve()
        plain = socket.create_connection((number, self._target.port), timeout=PATIENCE)
        if self._target.is_secure:
            trusted = trusted_certificates(settings.KURSLINK_CA_FILE)
            self.sock = trusted.wrap_socket(plain, server_hostname=self._target.host)
        else:
            self.sock = plain

    def cut(self) -> None:
        """End it now, whoever is still reading: the answer came too slowly."""
        held = self.sock
        if held is not None:
            try:
                held.shutdown(socket.SHUT_RDWR)
            except OSError:
                return
