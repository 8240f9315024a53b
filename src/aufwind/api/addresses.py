"""Where a webhook may lead: never into the installation's own network, however the address is written."""

from __future__ import annotations

import ipaddress
import socket
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from aufwind.api.errors import AddressIsRefused

PORTS = {"https": 443, "http": 80}


@dataclass(frozen=True, slots=True)
class Target:
    """An address, looked up once: what is connected to is what was checked."""

    scheme: str
    host: str
    port: int
    path: str
    address: str


def reachable(url: str) -> Target:
    """The target of `url`.

    Private, loopback, link-local and reserved addresses are refused, in IPv4, IPv6 and IPv4 within IPv6; so is plain
    HTTP. The operator can allow both for a neighbour of her own (AUFWIND_WEBHOOKS_INSIDE=1).

    Raises:
        AddressIsRefused: Says why.
    """
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise AddressIsRefused(_("This is no web address.")) from error
    inside = settings.WEBHOOKS_INSIDE
    if parts.scheme not in PORTS or not parts.hostname or parts.username or parts.password:
        raise AddressIsRefused(_("Give an address that begins with https:// and holds no user name."))
    if parts.scheme == "http" and not inside:
        raise AddressIsRefused(_("Give an address that begins with https://."))
    port = port or PORTS[parts.scheme]
    addresses = _looked_up(parts.hostname, port)
    if not inside and any(not _is_outside(address) for address in addresses):
        raise AddressIsRefused(_("This address leads into an internal network."))
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Target(parts.scheme, parts.hostname, port, path, addresses[0])


def _looked_up(host: str, port: int) -> list[str]:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise AddressIsRefused(_("This name is not known on the internet.")) from error
    return [str(entry[4][0]).partition("%")[0] for entry in found]


def _is_outside(text: str) -> bool:
    address: ipaddress.IPv4Address | ipaddress.IPv6Address = ipaddress.ip_address(text)
    if isinstance(address, ipaddress.IPv6Address):
        within = address.ipv4_mapped or address.sixtofour
        if within is not None:
            address = within
    return address.is_global and not address.is_multicast
