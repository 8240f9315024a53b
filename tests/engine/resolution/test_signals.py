"""Contacts in every form people write them."""

from __future__ import annotations

import pytest

from aufwind.engine.resolution.signals import (
    mail_address,
    mail_domain,
    phone_digits,
    postcode_of,
    street_of,
    web_domain,
)


@pytest.mark.parametrize("phone", ["+49 341 123456", "0341/123456", "0049 341 123 456", "+49 (0) 341 123456"])
def test_a_number_is_one_number_however_written(phone):
    assert phone_digits(phone) == "341123456"


def test_too_few_digits_tell_nobody():
    assert phone_digits("110") == ""


def test_an_address_has_one_form():
    assert mail_address(" Anna+liste@GoogleMail.com ") == "anna@gmail.com"
    assert mail_address("anna") == ""


def test_a_freemailer_says_nothing_of_the_house():
    assert mail_domain("anna@web.de") == ""
    assert mail_domain("anna@kunsthaus.de") == "kunsthaus.de"


@pytest.mark.parametrize(
    "page", ["https://www.kunsthaus.de/start", "kunsthaus.de", "HTTP://Kunsthaus.de", "//kunsthaus.de?x"]
)
def test_a_page_is_its_host(page):
    assert web_domain(page) == "kunsthaus.de"


def test_a_shared_host_is_nobodys():
    assert web_domain("https://www.facebook.com/kunsthaus") == ""
    assert web_domain("kunsthaus.jimdofree.com") == ""


def test_a_post_code_gets_its_zero_back():
    assert postcode_of("4758") == postcode_of("D-04758") == "04758"


def test_a_street_is_one_word():
    assert street_of("Hauptstraße 5 a") == street_of("Hauptstr. 5a") == street_of("Haupt-Strasse 5A") == "hauptstr5a"
