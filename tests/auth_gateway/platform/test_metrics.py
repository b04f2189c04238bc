"""The figures of the gateway's own process: by route, never by what a caller invents."""

import socket

import pytest
from fastapi.testclient import TestClient
from prometheus_client import REGISTRY

from auth_gateway.platform import metrics
from auth_gateway.platform.settings import Settings, SettingsError
from tests.support.gateway import Gateway


def counted(**labels: str) -> float:
    return REGISTRY.get_sample_value("oxyccam_requests_total", labels) or 0.0


def test_an_answer_is_counted_under_its_route_not_its_address(gateway: Gateway) -> None:
    route = {"method": "GET", "route": "/api/v1/conversations/{conversation_id}/messages", "status": "401"}
    before = counted(**route)

    TestClient(gateway.app).get("/api/v1/conversations/0123456789abcdef/messages")

    assert counted(**route) == before + 1


def test_a_method_and_an_address_that_a_caller_invents_make_no_figure_of_their_own(gateway: Gateway) -> None:
    client = TestClient(gateway.app)
    for number in range(5):
        client.request(f"INVENTED{number}", f"/nowhere/{number}")

    labels = {tuple(sorted(each.labels.items())) for family in metrics.REQUESTS.collect() for each in family.samples}
    assert not any("INVENTED" in value or "nowhere" in value for sample in labels for _name, value in sample)
    assert counted(method="other", route="none", status="404") >= 5


def test_an_address_that_is_taken_is_a_sentence() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        address = f"127.0.0.1:{taken.getsockname()[1]}"

        with pytest.raises(SettingsError, match=f"OXYCCAM_METRICS={address} cannot be listened on"):
            metrics.serve(address)


@pytest.mark.parametrize("address", ["9464", "127.0.0.1", ":9464", "127.0.0.1:99999", "127.0.0.1:http"])
def test_an_address_that_is_none_refuses_to_start(address: str) -> None:
    with pytest.raises(ValueError, match=r"OXYCCAM_METRICS takes an address such as 127\.0\.0\.1:9464"):
        Settings.for_demonstration(metrics=address)
