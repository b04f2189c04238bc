"""The alert rules and the dashboard speak of figures that exist, with labels that these have."""

import json
import pathlib
import re

import pytest
from prometheus_client.metrics_core import Metric
from prometheus_client.registry import Collector

from auth_gateway.monitoring import WhatWaits
from auth_gateway.platform import metrics
from tests.support.gateway import Gateway
from wording.yaml_text import load_yaml

FOLDER = pathlib.Path(__file__).parents[2] / "deploy" / "monitoring"
SUFFIXES = re.compile(r"_(total|bucket|count|sum)$")
OF_THE_MONITOR = {"job", "instance", "le"}
NAME = re.compile(r"\boxyccam_[a-z_]+")
SELECTOR = re.compile(r"(oxyccam_[a-z_]+)\{([^}]*)\}")


def expressions() -> list[str]:
    rules = load_yaml((FOLDER / "alerts.yml").read_text(encoding="utf-8"))["groups"][0]["rules"]
    panels = json.loads((FOLDER / "dashboard.json").read_text(encoding="utf-8"))["panels"]
    return [rule["expr"] for rule in rules] + [target["expr"] for panel in panels for target in panel["targets"]]


@pytest.fixture
def told(gateway: Gateway) -> dict[str, Metric]:
    own: tuple[Collector, ...] = (
        metrics.REQUESTS,
        metrics.REQUEST_SECONDS,
        metrics.TURN_SECONDS,
        metrics.LOCK_WAIT_SECONDS,
        metrics.STREAMS,
        metrics.CONNECTIONS,
    )
    families = [each for one in own for each in one.collect()] + list(WhatWaits(gateway.services).collect())
    return {family.name: family for family in families}


def test_every_figure_that_is_watched_exists_and_every_one_that_exists_is_watched(told: dict[str, Metric]) -> None:
    watched = {SUFFIXES.sub("", name) for expression in expressions() for name in NAME.findall(expression)}

    assert watched == set(told)


def test_every_label_that_is_selected_is_one_of_the_figure() -> None:
    known = {"oxyccam_requests": {"method", "route", "status"}, "oxyccam_turn_seconds": {"outcome"}}
    selected = [found for expression in expressions() for found in SELECTOR.findall(expression)]

    assert selected
    for name, labels in selected:
        used = set(re.findall(r"([a-z_]+)\s*[=!]~?", labels)) - OF_THE_MONITOR
        assert used <= known[SUFFIXES.sub("", name)], name


def test_every_alert_says_how_grave_it_is_and_is_told_in_the_operations_page() -> None:
    rules = load_yaml((FOLDER / "alerts.yml").read_text(encoding="utf-8"))["groups"][0]["rules"]
    page = (FOLDER.parents[1] / "docs" / "operations.md").read_text(encoding="utf-8")

    assert {rule["labels"]["severity"] for rule in rules} == {"page", "ticket"}
    assert [rule["alert"] for rule in rules if f"`{rule['alert']}`" not in page] == []
