"""How somebody can be reached, reduced to what tells who it is."""

from __future__ import annotations

import re

from aufwind.engine.resolution.names import WORD, folded

FREEMAILERS = frozenset(
    {
        "gmail.com",
        "googlemail.com",
        "gmx.de",
        "gmx.net",
        "gmx.at",
        "gmx.ch",
        "web.de",
        "t-online.de",
        "freenet.de",
        "outlook.com",
        "outlook.de",
        "hotmail.com",
        "hotmail.de",
        "live.com",
        "live.de",
        "yahoo.com",
        "yahoo.de",
        "icloud.com",
        "me.com",
        "aol.com",
        "aol.de",
        "posteo.de",
        "posteo.net",
        "mailbox.org",
        "arcor.de",
        "proton.me",
        "protonmail.com",
        "online.de",
        "mail.de",
        "email.de",
        "kabelmail.de",
        "vodafone.de",
        "magenta.de",
        "mail.com",
        "mail.ru",
        "ukr.net",
        "seznam.cz",
        "wp.pl",
        "o2.pl",
        "onet.pl",
    }
)
"""Domains that say nothing of who writes."""
SHARED_HOSTS = frozenset(
    {
        "facebook.com",
        "instagram.com",
        "linkedin.com",
        "youtube.com",
        "x.com",
        "twitter.com",
        "sites.google.com",
        "wordpress.com",
        "jimdo.com",
        "jimdofree.com",
        "wixsite.com",
        "github.io",
    }
)
HOST = re.compile(r"(?:https?:)?(?://)?(?:www\d?\.)?([^/?#\s:@]+\.[^/?#\s:@]+)", re.IGNORECASE)
SIGNIFICANT_DIGITS = 9
"""Enough of a number's end to tell it: prefixes come as +49, 0049 or 0, extensions are few."""


def mail_address(email: str) -> str:
    """An address in one form: small letters, no tag after «+», Google's two domains as one."""
    local, at, domain = email.strip().casefold().rpartition("@")
    domain = "gmail.com" if domain == "googlemail.com" else domain
    return f"{local.partition('+')[0]}@{domain}" if at and local and "." in domain else ""


def mail_domain(address: str) -> str:
    """The domain of a tidied address, unless it belongs to a freemailer."""
    domain = address.rpartition("@")[2]
    return "" if domain in FREEMAILERS else domain


def web_domain(website: str) -> str:
    """The host of a page without www, unless many people share it."""
    found = HOST.match(website.strip())
    host = found[1].casefold().rstrip(".") if found else ""
    return "" if host in SHARED_HOSTS or host.endswith((".jimdofree.com", ".wixsite.com", ".wordpress.com")) else host


def phone_digits(phone: str) -> str:
    """The last digits of a number; empty where there are too few to tell anybody."""
    digits = re.sub(r"\D", "", phone.replace("(0)", ""))
    return digits[-SIGNIFICANT_DIGITS:].lstrip("0") if len(digits) >= 6 else ""


def postcode_of(postcode: str) -> str:
    """Letters and digits of a post code; German ones that lost their leading zero in a spreadsheet get it back."""
    code = re.sub(r"[^a-z0-9]", "", postcode.casefold().removeprefix("d-").removeprefix("de-"))
    return code.zfill(5) if code.isdigit() and len(code) == 4 else code


def street_of(street: str) -> str:
    """Street and number in one word: «Hauptstr. 5» and «Hauptstraße 5» are «hauptstr5»."""
    text = folded(street).replace("strasse", "str")
    return "".join(WORD.findall(text))
