"""`aufwind demo`: the Leipzig region on this machine, with a computed plan, web server and worker, until Ctrl-C."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import argparse

NAME = "demo"
HELP = "set up the demo (Leipzig region, one invented matching event) and serve it on this machine"
PATIENCE_SECONDS = 60.0


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What the verb understands."""
    parser.add_argument("--port", type=int, default=8000, help="port of the site; 0: any free one (default: 8000)")
    parser.add_argument("--no-browser", action="store_true", help="do not open the site in a browser")
    parser.add_argument("--prepare", action="store_true", help="set up only, then end")


def run(args: argparse.Namespace) -> int:
    """Set up what is missing, serve until stopped. Returns 0, also after Ctrl-C."""
    os.environ.setdefault("AUFWIND_HOME", ".demo")
    os.environ["DJANGO_SETTINGS_MODULE"] = "aufwind.config.settings.demo"
    os.environ["AUFWIND_DEMO"] = "1"
    logins = _prepare()
    if args.prepare:
        return 0
    port = args.port or _free_port()
    return _serve(port, logins, open_browser=not args.no_browser)


def _prepare() -> list[str]:
    import django  # noqa: PLC0415 -- slow import, and the settings are chosen above

    django.setup()
    from aufwind.portal.demo.prepare import prepare  # noqa: PLC0415 -- needs Django

    return prepare(say=lambda line: print(line, flush=True))


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _serve(port: int, logins: list[str], *, open_browser: bool) -> int:
    own = [sys.executable, "-m", "aufwind"]
    children = [
        subprocess.Popen([*own, "serve", "--port", str(port)]),  # noqa: S603 -- our own command
        subprocess.Popen([*own, "worker"]),  # noqa: S603
    ]
    signal.signal(signal.SIGTERM, _as_interrupt)
    try:
        _wait_for(f"http://127.0.0.1:{port}/healthz", children[0])
        address = f"http://127.0.0.1:{port}/de/"
        print("\n".join(["", *logins, "", f"Aufwind: {address}", "Stop with Ctrl-C."]), flush=True)
        if open_browser and sys.stdout.isatty():
            import webbrowser  # noqa: PLC0415 -- only for people at a desktop

            webbrowser.open(address)
        children[0].wait()
    except KeyboardInterrupt:
        pass
    finally:
        for child in children:
            child.terminate()
        for child in children:
            child.wait()
    return 0


def _as_interrupt(_signal: int, _frame: object) -> None:
    raise KeyboardInterrupt


def _wait_for(address: str, server: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline and server.poll() is None:
        try:
            urllib.request.urlopen(address, timeout=5).close()  # noqa: S310 -- our own http address
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise SystemExit(f"The site did not answer at {address}. Is the port taken? Try: scripts/demo --port 8001")
