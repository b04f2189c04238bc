"""What one caller is, for a limit by address."""

import pytest

from auth_gateway.platform.limits import network_of


@pytest.mark.parametrize(
    ("address", "counted_as"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::1", "2001:db8:1:2::/64"),
        ("unknown", "unknown"),
    ],
)
def test_an_ipv6_customer_is_one_caller(address: str, counted_as: str) -> None:
    assert network_of(address) == counted_as
