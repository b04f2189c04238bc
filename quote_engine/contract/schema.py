"""The JSON Schema of the contract, for programs that call the engine: the input as it is read, and the output."""

from typing import Any

from quote_engine.contract.kinds import Schema, day, flag, object_schema, one_of, text, true
from quote_engine.contract.quote import QUOTE
from quote_engine.contract.terms import CHARGES, SECTORS, STAY_ITEMS
from quote_engine.errors import REFUSALS

DRAFT = "https://json-schema.org/draft/2020-12/schema"
INPUT: Schema = {"$schema": DRAFT, "title": "quote", **QUOTE.schema}

SENTENCE: Schema = {"type": "string"}
AMOUNT: Schema = {"type": "string", "pattern": r"^[0-9]+\.[0-9]{2}$"}
SIGNED_AMOUNT: Schema = {"type": "string", "pattern": r"^-?[0-9]+\.[0-9]{2}$"}


def _object(properties: Schema, optional: tuple[str, ...] = ()) -> Schema:
    """Describe an object of the output, whose keys are there unless they are said optional, and never null."""
    required = [key for key in properties if key not in optional]
    return {**object_schema(properties, tuple(properties)), "required": required}


def _list(items: Schema) -> Schema:
    return {"type": "array", "items": items}


STEP = _object({"rule": text.schema, "text": SENTENCE, "amount": SIGNED_AMOUNT, "source": SENTENCE})
_SHARES: Schema = dict.fromkeys(("charged", "amo", "amc", "top_up", "member"), AMOUNT)
_NAMED: Schema = {"id": text.schema, "label": SENTENCE, **_SHARES, "steps": _list(STEP)}
_COMPUTED: Schema = dict.fromkeys(("amo_computed", "amc_computed", "top_up_computed"), SENTENCE)
_FIGURES: Schema = dict.fromkeys(("base", "overrun", "amo_gross", "participation"), AMOUNT)
_WHY: Schema = {"code": {"enum": list(REFUSALS)}, "message": SENTENCE, "successors": _list(text.schema)}
_REFUSED = _object({"id": text.schema, "label": SENTENCE, "refused": _object(_WHY, ("successors",))})
_STAY_ID = one_of(STAY_ITEMS).schema
_BODY: Schema = {
    "lines": _list(
        {
            "anyOf": [
                _object({**_NAMED, **_FIGURES, **_COMPUTED, "covered": {"const": False}}, ("covered", *_COMPUTED)),
                _REFUSED,
            ]
        }
    ),
    "stay": _list({"anyOf": [_object({**_NAMED, **_COMPUTED, "id": _STAY_ID}, tuple(_COMPUTED)), _REFUSED]}),
    "charges": _list(_object({**_NAMED, **_COMPUTED, "kind": one_of(CHARGES).schema}, tuple(_COMPUTED))),
    "total": _object(_SHARES),
    "not_estimated": AMOUNT,
}
_SUPPOSED: Schema = {"sector": one_of(SECTORS).schema, "favourable": flag.schema}
_SOMETIMES = (*_SUPPOSED, "charges", "not_estimated", "hypotheses", "range")
_ESTIMATE = _object(
    {
        "status": {"enum": ["ok", "partial"]},
        "date": day.schema,
        "indicative": true.schema,
        "parameters_version": text.schema,
        **_SUPPOSED,
        **_BODY,
        "hypotheses": _list(_object({"label": SENTENCE, **_SUPPOSED, **_BODY}, _SOMETIMES)),
        "range": _object({"member": _object({"min": AMOUNT, "max": AMOUNT})}),
        "warnings": _list(_object({"code": text.schema, "text": SENTENCE, "line": text.schema}, ("line",))),
    },
    _SOMETIMES,
)
_ERROR = _object({"code": text.schema, "message": SENTENCE, "path": SENTENCE})
_REFUSAL = _object({**_WHY, "line": {"type": ["string", "null"]}}, ("successors",))
OUTPUT: dict[str, Any] = {
    "$schema": DRAFT,
    "title": "estimate",
    "oneOf": [
        _ESTIMATE,
        _object({"status": {"const": "invalid"}, "error": _ERROR}),
        _object({"status": {"const": "refused"}, "refusal": _REFUSAL}),
    ],
}
