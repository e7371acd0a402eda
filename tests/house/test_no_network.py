"""No test reaches beyond this machine."""

import socket

import pytest


def test_a_socket_to_elsewhere_is_refused() -> None:
    with socket.socket() as elsewhere, pytest.raises(Exception, match="not on this machine"):
        elsewhere.connect(("192.0.2.1", 80))  # an address reserved for documentation


def test_a_socket_on_this_machine_connects() -> None:
    with socket.create_server(("127.0.0.1", 0)) as here, socket.socket() as near:
        near.connect(here.getsockname())
