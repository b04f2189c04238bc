"""Every code of a refusal has its title in `wording/problems.yml`, and no title waits for a code that is gone."""

import ast
import pathlib

from auth_gateway.platform.limits import Share
from wording import tree

ROOT = pathlib.Path(__file__).parents[3]
GATEWAY = ROOT / "auth_gateway"
PAINTING = ROOT / "quote_reading" / "paper"  # it names why a file is refused
NOT_CODES = {"other", "invalid_value"}
OF_SHARES = {f"too_many_{share}" for share in Share}


def literals(node: ast.AST) -> set[str]:
    return {each.value for each in ast.walk(node) if isinstance(each, ast.Constant) and isinstance(each.value, str)}


def test_every_code_has_a_title() -> None:
    calls = [
        call
        for file in GATEWAY.rglob("*.py")
        for call in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "ProblemError"
    ]

    codes = set[str]().union(*(literals(call.args[1]) for call in calls))

    assert codes > {"not_found", "button_expired"}
    assert codes <= set(tree("problems"))


def test_every_title_has_a_code() -> None:
    files = (*GATEWAY.rglob("*.py"), *PAINTING.rglob("*.py"))
    said = set[str]().union(*(literals(ast.parse(file.read_text(encoding="utf-8"))) for file in files))

    assert set(tree("problems")) >= OF_SHARES
    assert set(tree("problems")) - NOT_CODES - OF_SHARES <= said
