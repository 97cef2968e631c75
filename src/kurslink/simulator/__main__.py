"""``python -m kurslink.simulator``: the simulator without the rest of Kurslink."""

import argparse
import json
import os
import sys
from pathlib import Path

from kurslink.simulator.clock import time_around
from kurslink.simulator.errors import CannotStart
from kurslink.simulator.server import Running, serve


def announce(running: Running) -> None:
    sys.stdout.write(json.dumps(running.document()) + "\n")
    sys.stdout.flush()


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m kurslink.simulator")
    parser.add_argument("--port", type=int)
    parser.add_argument("--state", type=Path)
    options = parser.parse_args()
    try:
        serve(
            port=options.port,
            state=options.state,
            announce=announce,
            read_time=time_around(os.environ),
        )
    except CannotStart as refusal:
        sys.stderr.write(f"{refusal}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
