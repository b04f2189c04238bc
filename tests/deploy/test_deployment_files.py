"""What an operator starts from: accepted by each format's own checker, nobody root, nothing reachable but as said."""

import pathlib
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import kubernetes_validate
import pytest
import yaml

from actions.understanding.learnt_models import INPUTS
from auth_gateway.platform.settings import Settings
from wording.yaml_text import load_yaml

ROOT = pathlib.Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
KUBERNETES = "1.33"
OF_OURS = re.compile(r"\bOXYCCAM_[A-Z_]+")
EXPOSURE = 25  # of 100, systemd's own measure: 100 is an unprotected service

Json = dict[str, Any]


def manifests() -> Iterator[tuple[str, Json]]:
    for file in sorted((DEPLOY / "kubernetes").glob("*.yaml")):
        for document in yaml.safe_load_all(file.read_text(encoding="utf-8")):
            if document["kind"] != "Kustomization":
                yield f"{document['kind']} {document['metadata']['name']}", document


def pods() -> Iterator[tuple[str, Json]]:
    """Yield what runs: the pod of each Deployment, Job and CronJob."""
    for name, document in manifests():
        spec = document.get("spec", {}).get("jobTemplate", document).get("spec", {})
        if "template" in spec:
            yield name, spec["template"]["spec"]


def of_kind(kind: str) -> dict[str, Json]:
    return {document["metadata"]["name"]: document for name, document in manifests() if name.startswith(f"{kind} ")}


def run(*command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("file", sorted(path.name for path in DEPLOY.glob("*.Dockerfile")))
def test_the_linter_of_dockerfiles_finds_nothing(file: str) -> None:
    checked = run(str(pathlib.Path(sys.executable).parent / "hadolint"), str(DEPLOY / file))

    assert (checked.returncode, checked.stdout) == (0, "")


def test_the_compose_file_follows_its_specification() -> None:
    checker = pathlib.Path(sys.executable).parent / "check-jsonschema"
    checked = run(str(checker), "--builtin-schema", "vendor.compose-spec", str(DEPLOY / "compose.yaml"))

    assert checked.returncode == 0, checked.stdout


@pytest.mark.parametrize(
    ("name", "document"), list(manifests()), ids=lambda value: value if isinstance(value, str) else ""
)
def test_a_manifest_is_what_kubernetes_takes(name: str, document: Json) -> None:
    assert name
    kubernetes_validate.validate(document, KUBERNETES, strict=True)


@pytest.mark.parametrize(("name", "pod"), list(pods()), ids=lambda value: value if isinstance(value, str) else "")
def test_no_container_is_root_or_writes_to_its_image_or_takes_all(name: str, pod: Json) -> None:
    assert pod["securityContext"]["runAsNonRoot"] is True, name
    assert pod["securityContext"]["seccompProfile"] == {"type": "RuntimeDefault"}
    assert pod["automountServiceAccountToken"] is False
    for container in pod["containers"]:
        assert container["securityContext"] == {
            "allowPrivilegeEscalation": False,
            "readOnlyRootFilesystem": True,
            "capabilities": {"drop": ["ALL"]},
        }
        assert set(container["resources"]) == {"requests", "limits"}


def test_what_serves_has_its_probes() -> None:
    for name, document in of_kind("Deployment").items():
        for container in document["spec"]["template"]["spec"]["containers"]:
            assert {"startupProbe", "readinessProbe", "livenessProbe"} <= set(container), name


def test_the_assistant_is_reached_by_gateways_alone_and_reaches_nobody() -> None:
    policies = of_kind("NetworkPolicy")
    reached = [
        (name, rule)
        for name, policy in policies.items()
        if "assistant" in str(policy["spec"]["podSelector"]) or policy["spec"]["podSelector"] == {}
        for rule in policy["spec"].get("ingress", [])
    ]

    assert policies["nothing"]["spec"] == {"podSelector": {}, "policyTypes": ["Ingress", "Egress"]}
    assert policies["assistant"]["spec"]["policyTypes"] == ["Ingress", "Egress"]
    assert "egress" not in policies["assistant"]["spec"]
    assert reached == [
        (
            "assistant",
            {
                "from": [{"podSelector": {"matchLabels": {"app": "gateway"}}}],
                "ports": [{"port": 5005, "protocol": "TCP"}],
            },
        )
    ]


def test_on_one_machine_only_the_proxy_has_a_port_and_the_assistant_no_way_out() -> None:
    compose = load_yaml((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))
    services = compose["services"]

    assert [name for name, service in services.items() if "ports" in service] == ["proxy"]
    assert services["bot"]["networks"] == ["assistant"]
    assert services["actions"]["network_mode"] == "service:bot"
    assert [name for name, service in services.items() if "assistant" in service.get("networks", ())] == [
        "gateway",
        "bot",
    ]
    for network in ("assistant", "store", "scan"):
        assert compose["networks"][network] == {"internal": True}


def test_every_setting_that_is_named_exists_and_every_secret_is_left_to_the_operator() -> None:
    known = {f"OXYCCAM_{name.upper()}" for name in Settings.model_fields}
    files = [path for path in DEPLOY.rglob("*") if path.is_file()]
    named = {name for path in files for name in OF_OURS.findall(path.read_text(encoding="utf-8"))} - {"OXYCCAM_"}

    assert named <= known
    example = (DEPLOY / "settings.example.env").read_text(encoding="utf-8")
    for secret in ("OXYCCAM_SECRET_KEY", "OXYCCAM_INDEX_KEY", "OXYCCAM_TURN_SECRET", "TURN_SECRET", "ACTIONS_SECRET"):
        assert f"\n{secret}=\n" in example


def test_an_image_holds_every_package_that_its_processes_import() -> None:
    service = (DEPLOY / "service.Dockerfile").read_text(encoding="utf-8")
    packages = {path.parent.name for path in ROOT.glob("*/__init__.py")} - {"bench", "bot", "ops", "tests"}

    assert packages
    assert [package for package in sorted(packages) if f"\nCOPY {package} {package}\n" not in service] == []


def test_an_image_holds_what_the_actions_learn_from_and_has_learnt_it() -> None:
    service = (DEPLOY / "service.Dockerfile").read_text(encoding="utf-8")
    learns = service.index("-m actions.learn")

    for folder in {name.partition("/")[0] for name in INPUTS}:
        assert service.index(f"\nCOPY {folder} {folder}\n") < learns
    assert learns < service.index("\nUSER ")
    assert "-m actions.learn" in (DEPLOY / "demo.Dockerfile").read_text(encoding="utf-8")


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd-analyze is not installed")
@pytest.mark.parametrize("unit", sorted(path.name for path in (DEPLOY / "systemd").glob("*.service")))
def test_systemd_takes_the_unit_and_finds_it_closed(unit: str, tmp_path: pathlib.Path) -> None:
    text = (DEPLOY / "systemd" / unit).read_text(encoding="utf-8")
    text = re.sub(r"ExecStart=\S+", f"ExecStart={sys.executable}", text).replace("User=oxyccam", "User=daemon")
    (tmp_path / unit).write_text(text)

    taken = run("systemd-analyze", "verify", str(tmp_path / unit))
    closed = run("systemd-analyze", "security", "--offline=yes", f"--threshold={EXPOSURE}", str(tmp_path / unit))

    assert taken.returncode == 0, taken.stderr
    assert closed.returncode == 0, closed.stdout[-200:]
