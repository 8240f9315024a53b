"""Who may import whom: the contracts of pyproject.toml, kept."""

from pathlib import Path

from importlinter.cli import lint_imports

ROOT = Path(__file__).resolve().parents[2]

FORBIDDEN = """
[importlinter]
root_package = aufwind
include_external_packages = True

[importlinter:contract:planted]
name = The portal never imports the events
type = forbidden
source_modules = aufwind.portal
forbidden_modules = aufwind.events
"""


def test_every_contract_is_kept(monkeypatch, capsys):
    monkeypatch.chdir(ROOT)

    assert lint_imports(no_cache=True) == 0, capsys.readouterr().out


def test_a_broken_contract_is_noticed(monkeypatch, capsys, tmp_path):
    """The portal does import the events: a contract that forbids it must fail, or the others prove nothing."""
    (tmp_path / "planted.ini").write_text(FORBIDDEN)
    monkeypatch.chdir(ROOT)

    assert lint_imports(config_filename=str(tmp_path / "planted.ini"), no_cache=True) == 1
    assert "The portal never imports the events BROKEN" in capsys.readouterr().out
