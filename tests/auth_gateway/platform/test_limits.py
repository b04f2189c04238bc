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
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("::ffff:c000:0208", "192.0.2.8"),
        ("64:ff9b::192.0.2.9", "192.0.2.9"),
        ("fe80::1%eth0", "fe80::/64"),
    ],
)
def test_an_ipv4_address_is_one_caller_however_written_and_an_ipv6_customer_is_one_network(
    address: str, counted_as: str
) -> None:
    assert network_of(address) == counted_as
