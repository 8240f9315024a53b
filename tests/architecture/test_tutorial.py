"""The tutorial's blocks, done on a copy of the tree: what it says is what happens."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TUTORIAL = ROOT / "docs/tutorial/first-change.md"


def blocks() -> list[str]:
    found = re.findall(r"```(?:python|po)\n(.*?)```", TUTORIAL.read_text(), re.DOTALL)
    return ["\n".join(line.removeprefix("   ") for line in block.rstrip().splitlines()) for block in found]


def insert(path: Path, before: str, text: str, indent: str) -> None:
    said = path.read_text()
    assert said.count(before) >= 1, f"{path.name} has no «{before.strip()}»"
    path.write_text(said.replace(before, f"{indent}{text.strip()}\n{before}", 1))


def test_the_first_change_works_as_told(tmp_path):
    for part in ("src", "tests"):
        shutil.copytree(ROOT / part, tmp_path / part, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    column, said, fact, _german, test = blocks()
    events = tmp_path / "src/aufwind/events"

    insert(events / "models/event.py", "    project = models.ForeignKey(", column, "    ")
    insert(events / "actions/events.py", "    project: Project | None\n", said, "    ")
    insert(events / "tables/events.py", '        Fact(_("Place")', fact, "        ")
    pages = tmp_path / "tests/events/test_pages.py"
    pages.write_text(f"{pages.read_text()}\n\n{test}\n")
    environment = {name: value for name, value in os.environ.items() if name != "AUFWIND_DATABASE"}
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "--nomigrations", "-p", "no:randomly", str(pages), "-k", "what_to_wear"],
        cwd=tmp_path,
        env={**environment, "PYTHONPATH": str(tmp_path / "src"), "AUFWIND_HOME": str(tmp_path / "home")},
        capture_output=True,
        text=True,
        check=False,
    )

    assert "1 passed" in done.stdout, done.stdout + done.stderr
