"""The style guide shows everything, and what it is made of is what stands in the tree."""

from __future__ import annotations

import gzip
import re
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

from aufwind.core.templatetags import ui
from aufwind.core.views.styleguide import ICONS

ROOT = Path(__file__).parents[2]
CORE = ROOT / "src/aufwind/core"
COMPONENTS = sorted(part.__name__ for part in (*ui.PLAIN, *ui.WITH_CONTENT, *ui.WITH_CONTEXT))
LOOKS_OF_ANOTHER = {"fields", "error_summary", "site_messages"}
"""Components made of others, with no style sheet of their own."""


@pytest.fixture
def page(client):
    return client.get("/en/styleguide/").content.decode()


@pytest.mark.parametrize("name", COMPONENTS)
def test_component_has_the_same_name_three_times(name):
    assert (CORE / f"templates/ui/{name}.html").exists()
    assert name in LOOKS_OF_ANOTHER or (CORE / f"static/core/components/{name}.css").exists()


@pytest.mark.parametrize("name", COMPONENTS)
def test_style_guide_uses_every_component(name):
    guide = "".join(path.read_text(encoding="utf-8") for path in CORE.glob("templates/styleguide/*.html"))
    frame = (CORE / "templates/base.html").read_text(encoding="utf-8")
    frame += (CORE / "templates/ui/site_header.html").read_text(encoding="utf-8")
    frame += (CORE / "templates/ui/fields.html").read_text(encoding="utf-8")

    assert f"{{% {name}" in guide + frame or name == "page_header"


def test_every_component_is_listed_at_the_top():
    assert [name for name in COMPONENTS if f"{{% {name}" not in ui.__doc__] == []


def test_style_guide_shows_every_icon():
    assert sorted(path.stem for path in CORE.glob("templates/ui/icons/*.svg")) == sorted(ICONS)


def test_no_page_carries_inline_style_or_script(page):
    assert not re.search(r"\sstyle=|<style|\son\w+=|<script(?![^>]*\ssrc=)", page)


def test_nothing_comes_from_elsewhere(page):
    addresses = re.findall(r'(?:src|href)="(https?://[^"]+)"', page)

    assert {address.split("/")[2] for address in addresses} == {"testserver"}


def test_ids_are_unique(page):
    ids = re.findall(r'\sid="([^"]+)"', page)

    assert sorted(ids) == sorted(set(ids))


def test_headings_leave_no_level_out(page):
    levels = [int(level) for level in re.findall(r"<h([1-6])", page)]

    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(later - earlier <= 1 for earlier, later in pairwise(levels))


def test_page_without_content_of_its_own_weighs_little(client):
    """60 kB gzip is the limit for a public page; the frame leaves a page a quarter of it."""
    html = client.get("/en/nowhere/").content.decode()
    own = set(re.findall(r'(?:src|href)="/static/([^"]+)"', html))
    sent = [gzip.compress(html.encode())]
    for name in own:
        found = Path(str(finders.find(name))).read_bytes()
        sent.append(found if name.endswith(".woff2") else gzip.compress(found))

    assert len(sent) == 5
    assert sum(map(len, sent)) < 48_000


@pytest.mark.parametrize("script", ["components", "styles", "vendor"])
def test_made_files_are_current(script):
    checked = subprocess.run([sys.executable, ROOT / "scripts" / script, "--check"], capture_output=True, check=False)

    assert checked.stderr.decode() == ""
    assert checked.returncode == 0


def test_every_file_named_by_a_style_sheet_exists():
    bundle = (CORE / "static/core/aufwind.css").read_text(encoding="utf-8")

    assert [name for name in re.findall(r'url\("?([^")]+)"?\)', bundle) if not finders.find(f"core/{name}")] == []


def test_colours_and_fonts_come_from_tokens_alone():
    for path in CORE.glob("static/core/components/*.css"):
        literal = re.findall(r"#[0-9a-fA-F]{3,8}\b|rgba?\(|hsla?\(", path.read_text(encoding="utf-8"))
        assert literal in ([], ["#ffffff"]), path.name  # paper behind a QR code is white in the dark, too
