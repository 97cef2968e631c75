"""What the web server's worker process does first: fetch the application, go deaf to Ctrl+C."""

import signal
import sys
from collections.abc import Callable
from importlib import import_module
from typing import Any


def load_application(target: str) -> Callable[..., Any]:
    """The WSGI application that `target` names as `module:name`.

    Ctrl+C reaches both processes, and the first one then stops the worker: two signals at once can
    freeze a worker of granian, because its handler locks and does not expect to be interrupted.
    """
    if sys.platform != "win32":
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    module, name = target.split(":")
    application: Callable[..., Any] = getattr(import_module(module), name)
    return application
