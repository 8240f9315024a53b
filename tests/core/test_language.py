"""Two languages by address: no cookie, every page in the other language one click away."""

from __future__ import annotations

import pytest

from aufwind.core.context import in_language


@pytest.mark.parametrize(
    ("asked", "address"),
    [("de", "/de/"), ("en-GB,de;q=0.5", "/en/"), ("fr", "/de/"), ("fr,en;q=0.5", "/en/"), ("", "/de/")],
)
def test_the_door_asks_the_browser(client, asked, address):
    answer = client.get("/", headers={"accept-language": asked})

    assert answer.status_code == 302
    assert answer["Location"] == address
    assert "Accept-Language" in answer["Vary"]


def test_strangers_get_no_cookie(client):
    client.get("/")
    client.get("/de/styleguide/")
    client.get("/en/nowhere/")

    assert dict(client.cookies) == {}


@pytest.mark.parametrize("code", ["de", "en"])
def test_page_names_itself_in_every_language(client, code):
    page = client.get(f"/{code}/styleguide/?tab=1").content.decode()

    assert f'<html lang="{code}">' in page
    assert '<link rel="alternate" hreflang="de" href="http://testserver/de/styleguide/?tab=1">' in page
    assert '<link rel="alternate" hreflang="en" href="http://testserver/en/styleguide/?tab=1">' in page
    assert f'hreflang="{code}" lang="{code}" aria-current="true"' in page


@pytest.mark.parametrize("path", ["/de/styleguide/?a=1", "/de/there-is-no-such-page/?a=1"])
def test_address_in_the_other_language_keeps_path_and_query(path):
    assert in_language(path, "en") == path.replace("/de/", "/en/")
    assert in_language(path, "de") == path


def test_address_without_language_stays():
    assert in_language("/healthz", "en") == "/healthz"
