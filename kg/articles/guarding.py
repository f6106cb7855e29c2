"""Connections to the public internet only: no address of this machine or of its own network is ever reached.

A name is resolved once, every address that it has is judged, and the connection is made to one that was
judged: a name that answers differently the second time, or a redirect, changes nothing.
"""

from __future__ import annotations

import ipaddress
import socket
from weakref import WeakSet

from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.exceptions import NameResolutionError, NewConnectionError
from urllib3.util.connection import create_connection

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
_EMBEDDING = ipaddress.IPv6Network("64:ff9b::/96")  # NAT64: the last 32 bits are an IPv4 address


class ForbiddenAddressError(ValueError):
    """The name leads to an address that is not public."""


def is_public(text: str) -> bool:
    """Whether an IP address is one of the public internet, whatever form it takes."""
    try:
        address = ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return False
    return all(one.is_global and not one.is_multicast for one in (address, *_embedded(address)))


def _embedded(address: Address) -> list[Address]:
    """The IPv4 addresses that an IPv6 address stands for."""
    if not isinstance(address, ipaddress.IPv6Address):
        return []
    found: list[Address | None] = [address.ipv4_mapped, address.sixtofour, *(address.teredo or ())]
    if address in _EMBEDDING:
        found.append(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
    if int(address) >> 32 == 0:  # ::a.b.c.d, out of use but understood by some
        found.append(ipaddress.IPv4Address(int(address)))
    return [one for one in found if one is not None]


class Guard:
    """Decides which hosts may be reached, and can cut what is open. `allowed`: `host:port` let through unjudged."""

    def __init__(self, allowed: frozenset[str] = frozenset()) -> None:
        self._allowed = allowed
        self._open: WeakSet[socket.socket] = WeakSet()

    def addresses(self, host: str, port: int) -> list[str]:
        """The addresses of a host; raises ForbiddenAddressError where one of them is not public."""
        found = [str(entry[4][0]) for entry in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
        if f"{host.strip('[]')}:{port}" not in self._allowed:
            for address in found:
                if not is_public(address):
                    raise ForbiddenAddressError(f"{host} leads to {address}, which is not a public address")
        return list(dict.fromkeys(found))

    def keep(self, connected: socket.socket) -> None:
        """Remember an open connection."""
        self._open.add(connected)

    def cut(self) -> None:
        """Cut every open connection, so that whoever waits for it stops."""
        for connected in list(self._open):
            try:
                connected.shutdown(socket.SHUT_RDWR)
            except OSError:
                continue


def pools(guard: Guard) -> dict[str, type]:
    """The classes of connection pools, by scheme, that connect through `guard`."""

    class Plain(HTTPConnection):
        def _new_conn(self) -> socket.socket:
            return _connect(self, guard)

        def connect(self) -> None:
            super().connect()
            guard.keep(self.sock)

    class Secure(HTTPSConnection):
        def _new_conn(self) -> socket.socket:
            return _connect(self, guard)

        def connect(self) -> None:
            super().connect()
            guard.keep(self.sock)

    class PlainPool(HTTPConnectionPool):
        ConnectionCls = Plain

    class SecurePool(HTTPSConnectionPool):
        ConnectionCls = Secure

    return {"http": PlainPool, "https": SecurePool}


def _connect(connection: HTTPConnection, guard: Guard) -> socket.socket:
    host, port = connection.host, connection.port or connection.default_port
    try:
        addresses = guard.addresses(host, port)
    except (socket.gaierror, UnicodeError) as error:
        raise NameResolutionError(host, connection, socket.gaierror(str(error))) from error
    failure: OSError | None = None
    for address in addresses:
        try:
            return create_connection(
                (address, port), connection.timeout, connection.source_address, connection.socket_options
            )
        except OSError as error:
            failure = error
    raise NewConnectionError(connection, f"cannot be reached: {failure}") from failure
