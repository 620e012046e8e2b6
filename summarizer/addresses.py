"""Which network addresses may be fetched from: public ones only."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Iterator

from summarizer.errors import InputError, UnsafeUrl

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

# Translators put an IPv4 address in the last four bytes of these.
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
_LOCAL_NAT64 = ipaddress.IPv6Network("64:ff9b:1::/48")
_COMPATIBLE = ipaddress.IPv6Network("::/96")


def resolve_host(host: str, port: int) -> tuple[str, ...]:
    """Return the addresses of `host`, in the order of the system.

    Raises:
        InputError: the name has none.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as exc:
        raise InputError(f"{host} can't be found; check the address and the network") from exc
    return tuple(dict.fromkeys(str(info[4][0]) for info in found))


def check_addresses(host: str, addresses: tuple[str, ...]) -> None:
    """Raise `UnsafeUrl` unless every one of the `addresses` of `host` is a public one."""
    for text in addresses:
        if not is_public(text):
            raise UnsafeUrl(f"{host} leads to {text}, which is no public address")
    if not addresses:
        raise InputError(f"{host} can't be found; check the address and the network")


def is_public(text: str) -> bool:
    """Return whether `text` is an address on the public internet.

    An IPv6 address that carries an IPv4 address is public only if both are.
    """
    try:
        address = ipaddress.ip_address(text.split("%")[0])
    except ValueError:
        return False
    if "%" in text:
        return False
    return all(_is_public(one) for one in (address, *_carried(address)))


def _is_public(address: Address) -> bool:
    if isinstance(address, ipaddress.IPv6Address) and (address.ipv4_mapped or address in _NAT64):
        return True  # the address that it carries decides
    return address.is_global and not (
        address.is_multicast
        or address.is_reserved
        or address.is_private
        or address.is_loopback
        or address.is_link_local
        or address.is_unspecified
        or getattr(address, "is_site_local", False)
        or address in _LOCAL_NAT64
    )


def _carried(address: Address) -> Iterator[ipaddress.IPv4Address]:
    """Yield the IPv4 addresses inside an IPv6 address."""
    if not isinstance(address, ipaddress.IPv6Address):
        return
    if address.ipv4_mapped:
        yield address.ipv4_mapped
    if address.sixtofour:
        yield address.sixtofour
    if address.teredo:
        yield from address.teredo
    if address in _NAT64 or address in _COMPATIBLE:
        yield ipaddress.IPv4Address(int(address) & 0xFFFF_FFFF)
