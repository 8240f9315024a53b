"""What import contracts cannot see: foreign keys, templates, documentation, and how the code feels to read."""

from __future__ import annotations

import ast
import importlib
import re
from pathlib import Path

import pytest
from django.apps import apps

import aufwind

SOURCE = Path(aufwind.__file__).parent
ROOT = SOURCE.parents[1]
LAYERS = ("engine", "core", "accounts", "actors", "projects", "matching", "events", "api", "portal", "cli", "config")
DOCUMENTED = ("actions", "queries", "rules")
LONGEST_FILE = 420
LONGEST_FUNCTION = 55


def modules() -> list[Path]:
    return sorted(path for path in SOURCE.rglob("*.py") if "migrations" not in path.parts)


def functions(path: Path) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    tree = ast.parse(path.read_text())
    return [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]


def lines_of(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    body = function.body[1:] if ast.get_docstring(function) else function.body
    return body[-1].end_lineno - body[0].lineno + 1 if body else 0


@pytest.mark.parametrize("context", LAYERS)
def test_every_context_says_what_it_owns(context):
    said = importlib.import_module(f"aufwind.{context}").__doc__

    assert said
    assert context in (ROOT / "ARCHITECTURE.md").read_text()


def test_foreign_keys_point_down_and_leave_no_name_above():
    faults = []
    for model in apps.get_models():
        if not model.__module__.startswith("aufwind."):
            continue
        own = model._meta.app_label
        for field in model._meta.get_fields():
            if not field.is_relation or field.auto_created or not field.related_model:
                continue
            other = field.related_model._meta.app_label
            if other in LAYERS and other != own:
                if LAYERS.index(other) > LAYERS.index(own):
                    faults.append(f"{model.__name__}.{field.name} points up to {other}")
                if not field.remote_field.hidden:
                    faults.append(f'{model.__name__}.{field.name} needs related_name="+"')

    assert faults == []


@pytest.mark.parametrize("context", LAYERS[1:9])
def test_templates_name_urls_and_templates_of_their_own_layer_or_below(context):
    folder = SOURCE / context / "templates"
    above = LAYERS[LAYERS.index(context) + 1 :]
    faults = [
        f"{path.relative_to(SOURCE)} names {found}"
        for path in folder.rglob("*.html")
        for found in re.findall(r"""\{% (?:url|include|extends) ["']([\w-]+)[:/]""", path.read_text())
        if found in above
    ]

    assert faults == []


@pytest.mark.parametrize("name", DOCUMENTED)
def test_every_action_query_and_rule_says_what_the_caller_gets(name):
    faults = [
        f"{path.relative_to(SOURCE)}:{function.lineno} {function.name}"
        for path in modules()
        if name in {path.stem, path.parent.name}
        for function in ast.parse(path.read_text()).body
        if isinstance(function, ast.FunctionDef)
        and not function.name.startswith("_")
        and not ast.get_docstring(function)
    ]

    assert faults == []


def test_no_file_makes_the_reader_scroll():
    long = {str(path.relative_to(SOURCE)): len(path.read_text().splitlines()) for path in modules()}

    assert {name: lines for name, lines in long.items() if lines > LONGEST_FILE} == {}


def test_functions_stay_short():
    sizes = {
        f"{path.relative_to(SOURCE)}:{function.name}": lines_of(function)
        for path in modules()
        for function in functions(path)
    }
    long = {name: lines for name, lines in sizes.items() if lines > LONGEST_FUNCTION}

    assert len(long) <= len(sizes) // 100, long


def test_no_heap_has_a_name():
    heaps = {"utils", "helpers", "manager", "misc", "common", "services"}

    assert [path for path in modules() if path.stem in heaps] == []


def test_views_never_write():
    writes = re.compile(r"\.(save|create|bulk_create|get_or_create|update_or_create|delete)\(")
    faults = [
        f"{path.relative_to(SOURCE)}: {found.group()}"
        for path in modules()
        if "views" in path.parts or path.stem == "views"
        for found in writes.finditer(path.read_text())
    ]

    assert faults == []


def test_no_style_or_script_stands_in_a_page():
    inline = re.compile(
        r"<style|<script(?![^>]*\bsrc=)(?![^>]*application/(?:ld\+)?json)|\sstyle=|\son\w+=", re.IGNORECASE
    )
    faults = [
        f"{path.relative_to(SOURCE)}: {found.group()}"
        for path in SOURCE.rglob("templates/**/*.html")
        for found in inline.finditer(path.read_text())
    ]

    assert faults == []


def test_the_readme_names_the_two_commands():
    first_screen = "\n".join((ROOT / "README.md").read_text().splitlines()[:20])

    assert "make demo" in first_screen
    assert "make test" in first_screen


def test_nothing_names_a_registry_or_a_path_of_a_machine():
    told = re.compile(r"https?://[^\s\"']*(?:pypi|npmjs|registry)\S*|--index-url")
    kept = [*ROOT.glob("requirements/*.txt"), ROOT / "pyproject.toml", ROOT / "Makefile", *ROOT.glob("scripts/*")]

    assert [path.name for path in kept if path.is_file() and told.search(path.read_text(errors="ignore"))] == []
