"""Every file of the hostile corpora through `aufwind import actors`: exit code, traceback, time, nothing half-written.

    .venv/bin/python bench/hostile_import.py [CORPUS] [--show]

All files go through one process on a fresh SQLite file. A refused file must leave the register as it was; an accepted
one is told row by row.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import json
import os
import resource
import sys
import tempfile
import time
import traceback
from pathlib import Path

ROOT = Path(__file__).parents[1]
KINDS = ("csv", "xlsx", "vcf", "zip", "json", "images", "mutated")


def files_of(corpus: Path) -> list[Path]:
    return sorted(path for kind in KINDS for path in (corpus / kind).rglob("*") if path.is_file())


def run(path: Path) -> dict[str, object]:
    """One file through the command."""
    from aufwind.actors.models import Actor
    from aufwind.cli import main

    before, said, began = Actor.objects.count(), io.StringIO(), time.monotonic()
    failed = ""
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        try:
            code = main(["import", "actors", str(path), "--lang", "en"])
        except BaseException:  # noqa: BLE001 -- whatever a hostile file can raise is what is looked for
            code, failed = 1, traceback.format_exc()[-600:]
    return {
        "file": str(path.relative_to(path.parents[1])),
        "code": code,
        "failed": failed,
        "seconds": round(time.monotonic() - began, 2),
        "entered": Actor.objects.count() - before,
        "says": said.getvalue()[:160],
    }


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("corpus", type=Path, nargs="?", default=ROOT.parent / "shared/data/hostile")
    parser.add_argument("--show", action="store_true", help="print every file")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        os.environ |= {
            "AUFWIND_DEMO": "1",
            "AUFWIND_HOME": home,
            "AUFWIND_DATABASE": f"sqlite:///{home}/db.sqlite3",
            "DJANGO_SETTINGS_MODULE": "aufwind.config.settings.demo",
        }
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        results = [run(path) for path in files_of(asked.corpus)]
        more = round((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - memory) / 1024)
    bad = [one for one in results if one["code"] not in {0, 2} or (one["code"] == 2 and one["entered"])]
    for result in results if asked.show else bad:
        print(json.dumps(result, ensure_ascii=False), file=sys.stderr)
    figures = [
        ("hostile_import_files", len(results), None, "files"),
        ("hostile_import_accepted", sum(one["code"] == 0 for one in results), None, "files"),
        ("hostile_import_bad", len(bad), 0, "files"),
        ("hostile_import_slowest", max(one["seconds"] for one in results), 10, "s"),
        ("hostile_import_memory", more, 250, "MB"),
    ]
    for figure, value, limit, unit in figures:
        print(json.dumps({"figure": figure, "value": value, "limit": limit, "unit": unit}))
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
