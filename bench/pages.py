"""What a page costs: CPU beside the frozen reference, memory of the running site, weight of a first visit.

    .venv/bin/python bench/pages.py [list|site]

Prints a JSON line per figure; exit code 1 where a limit is missed. CPU is the process's own, so a busy machine
disturbs it little; both sites are asked in turn within one run. Needs Linux for memory (proportional set size).
"""

from __future__ import annotations

import gzip
import json
import os
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urljoin

import psutil

HERE = Path(__file__).resolve().parent
ROUNDS, PER_ROUND = 20, 12
PAGES_TO_WARM = ("/de/", "/en/", "/de/events/", "/de/actors/", "/de/projects/", "/de/account/login/")
AUFWIND = [sys.executable, "-c", "import sys; from aufwind.cli import main; sys.exit(main())"]

failed = False


def main() -> int:
    wanted = sys.argv[1:] or ["list", "site"]
    for name, measure in {"list": compare_lists, "site": measure_site}.items():
        if name in wanted:
            with tempfile.TemporaryDirectory() as folder:
                measure(Path(folder))
    return int(failed)


def compare_lists(folder: Path) -> None:
    """Both lists in turn: 240 requests each, of which the quickest and the middle count."""
    (folder / "home").mkdir()
    environment = {
        **os.environ, "PYTHONPATH": str(HERE), "AUFWIND_HOME": str(folder / "home"),
        "REFERENCE_DATABASE": str(folder / "reference.sqlite3"),
    }  # fmt: skip
    environment.pop("AUFWIND_DATABASE", None)
    loops = {name: start_loop(name, environment) for name in ("reference", "ours")}
    for loop in loops.values():
        ask(loop, 30)  # warm: templates compiled, connections open
    spent: dict[str, list[float]] = {name: [] for name in loops}
    for _ in range(ROUNDS):
        for name, loop in loops.items():
            spent[name] += ask(loop, PER_ROUND)
    for loop in loops.values():
        loop.stdin.close()
        loop.wait(20)
    for name, values in spent.items():
        say(f"list.{name}.least", round(min(values), 2), None, "ms cpu")
        say(f"list.{name}.median", round(statistics.median(values), 2), None, "ms cpu")
    say("list.ratio.least", round(min(spent["ours"]) / min(spent["reference"]), 2), 2.0, "times")
    medians = [statistics.median(spent[name]) for name in ("ours", "reference")]
    say("list.ratio.median", round(medians[0] / medians[1], 2), 2.0, "times")


def start_loop(name: str, environment: dict[str, str]) -> subprocess.Popen[str]:
    command = [sys.executable, str(HERE / "page_loop.py"), name]
    return subprocess.Popen(command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def ask(loop: subprocess.Popen[str], requests: int) -> list[float]:
    loop.stdin.write(f"{requests}\n")
    loop.stdin.flush()
    line = loop.stdout.readline()
    if not line:
        sys.exit("a site did not answer; see above")
    return json.loads(line)


def measure_site(home: Path) -> None:
    """Two web processes and a worker as `aufwind serve` and `aufwind worker` start them."""
    environment = {**os.environ, "AUFWIND_HOME": str(home), "AUFWIND_DEMO": "1"}
    environment.pop("AUFWIND_DATABASE", None)
    subprocess.run([*AUFWIND, "demo", "--prepare"], env=environment, stdout=subprocess.DEVNULL, check=True)
    port = free_port()
    web = subprocess.Popen([*AUFWIND, "serve", f"--port={port}"], env=environment, stderr=subprocess.DEVNULL)
    worker = subprocess.Popen([*AUFWIND, "worker"], env=environment, stderr=subprocess.DEVNULL)
    try:
        address = f"http://127.0.0.1:{port}"
        wait_for(address)
        for _ in range(10):
            for path in PAGES_TO_WARM:
                fetch(address + path)
        say("memory.2_web_1_worker", round(pss(web.pid) + pss(worker.pid), 1), 320, "MB PSS")
        weigh(address + "/de/")
    finally:
        for process in (web, worker):
            process.terminate()
            process.wait(30)


def pss(pid: int) -> float:
    """Memory of a process and all it started, shared pages divided among those who share them."""
    parent = psutil.Process(pid)
    return sum(process.memory_full_info().pss for process in [parent, *parent.children(recursive=True)]) / 2**20


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(address: str) -> None:
    for _ in range(300):
        try:
            fetch(address + "/de/")
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.1)
        else:
            return
    sys.exit("the site did not start")


def fetch(url: str) -> tuple[bytes, int]:
    """Content, and the bytes that travelled."""
    request = urllib.request.Request(url, headers={"Accept-Encoding": "gzip", "Accept-Language": "de"})
    with urllib.request.urlopen(request, timeout=20) as response:
        travelled = response.read()
        packed = response.headers.get("Content-Encoding") == "gzip"
    return (gzip.decompress(travelled) if packed else travelled), len(travelled)


class Assets(HTMLParser):
    """What a browser fetches for a page by itself, and the letters on it."""

    def __init__(self) -> None:
        super().__init__()
        self.urls: set[str] = set()
        self.sheets: set[str] = set()
        self.letters: set[str] = set()

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attributes}
        if tag == "link" and found.get("rel") in {"stylesheet", "preload", "icon", "manifest", "modulepreload"}:
            self.urls.add(found["href"])
            self.sheets |= {found["href"]} if found["rel"] == "stylesheet" else set()
        elif tag in {"script", "img", "iframe", "source", "video"} and found.get("src"):
            self.urls.add(found["src"])

    def handle_data(self, data: str) -> None:
        self.letters |= set(data)


def weigh(url: str) -> None:
    html, weight = fetch(url)
    page = Assets()
    page.feed(html.decode())
    urls = {urljoin(url, found) for found in page.urls if not found.startswith("data:")}
    for sheet in page.sheets:
        urls |= called_by_sheet(urljoin(url, sheet), page.letters)
    foreign = [found for found in urls if not found.startswith(url.removesuffix("/de/"))]
    weights = {found: fetch(found)[1] for found in sorted(urls)}
    say("weight.html", round(weight / 1000, 1), 10, "kB gzip")
    say("weight.first_visit", round((weight + sum(weights.values())) / 1000, 1), 60, "kB gzip")
    say("weight.requests", 1 + len(weights), 6, "requests")
    say("weight.foreign_hosts", len(foreign), 0, "requests")


def called_by_sheet(url: str, letters: set[str]) -> set[str]:
    """Imports, pictures, and the fonts whose letters stand on the page."""
    css = fetch(url)[0].decode()
    faces = re.findall(r"@font-face\s*\{[^}]*\}", css)
    rest = re.sub(r"@font-face\s*\{[^}]*\}", "", css)
    found = [name for face in faces if is_needed(face, letters) for name in re.findall(r'url\(["\']?([^"\')]+)', face)]
    found += re.findall(r'(?:url\(|@import\s+)["\']?([^"\');]+)', rest)
    return {urljoin(url, name) for name in found if not name.startswith(("data:", "#"))}


def is_needed(face: str, letters: set[str]) -> bool:
    ranges = re.search(r"unicode-range:([^;}]+)", face)
    if not ranges:
        return True
    spans = [(part.strip()[2:].split("-") * 2)[:2] for part in ranges[1].split(",")]
    return any(int(first, 16) <= ord(letter) <= int(last, 16) for first, last in spans for letter in letters)


def say(figure: str, value: float, limit: float | None, unit: str) -> None:
    global failed  # noqa: PLW0603 -- the exit code of a script
    failed |= limit is not None and value > limit
    print(json.dumps({"figure": figure, "value": value, "limit": limit, "unit": unit}), flush=True)


if __name__ == "__main__":
    sys.exit(main())
