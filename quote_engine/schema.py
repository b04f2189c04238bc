"""The JSON Schema of the contract, input and output, for programs that call the engine."""

from typing import Any

from quote_engine.guarantee import (
    CEILING_PERIODS,
    HIGHEST_PERCENT,
    PERIODS,
    REFERENCE_PERIODS,
    SETTINGS,
    known_keys,
)
from quote_engine.quote import (
    EXEMPTIONS,
    FEWEST_SECTORS,
    MOST_DAYS,
    MOST_LINES,
    MOST_MODIFIERS,
    NATURES,
    POSSIBLE_SECTORS,
    SECTORS,
)

Schema = dict[str, Any]
DRAFT = "https://json-schema.org/draft/2020-12/schema"
MONEY: Schema = {"type": "string", "pattern": r"^[0-9]{1,7}\.[0-9]{2}$"}
SIGNED_MONEY: Schema = {"type": "string", "pattern": r"^-?[0-9]+\.[0-9]{2}$"}
DATE: Schema = {"type": "string", "format": "date"}
TEXT: Schema = {"type": "string", "minLength": 1, "maxLength": 200}


def _object(properties: Schema, required: tuple[str, ...] = (), **more: Any) -> Schema:
    return {
        "type": "object", "properties": properties, "required": list(required), "additionalProperties": False, **more,
    }  # fmt: skip


def _nullable(schema: Schema) -> Schema:
    return {"anyOf": [schema, {"type": "null"}]}


def _optional(properties: Schema, required: tuple[str, ...]) -> Schema:
    """Let a key that is not required be null: null is the same as absent."""
    return {k: v if k in required else _nullable(v) for k, v in properties.items()}


def _count(most: int, least: int = 0) -> Schema:
    return {"type": "integer", "minimum": least, "maximum": most}


PERCENT: Schema = {"type": "number", "minimum": 0, "maximum": HIGHEST_PERCENT}
"""Two decimals at most; `multipleOf` would divide floats, and refuse 1.1."""
TRUE: Schema = {"const": True}
COVER: Schema = {
    "oneOf": [
        _object({"percent_of_base": PERCENT, "amo": {"enum": ["included", "excluded"]}}, ("percent_of_base",)),
        _object({"ticket_moderateur": TRUE, "plus_percent_of_base": PERCENT}, ("ticket_moderateur",)),
        _object({"percent_of_amo": PERCENT}, ("percent_of_amo",)),
        _object({"actual_cost": TRUE}, ("actual_cost",)),
        _object({"amount": MONEY, "per": {"enum": list(PERIODS)}}, ("amount",)),
        _object({"percent_of_pmss": PERCENT, "per": {"enum": list(PERIODS)}}, ("percent_of_pmss",)),
        _object({"zero_remaining": TRUE}, ("zero_remaining",)),
        _object({"none": TRUE}, ("none",)),
    ]
}
CEILING = _object(
    {
        "name": TEXT,
        "amount": MONEY,
        "days": _count(MOST_DAYS),
        "per": {"enum": list(CEILING_PERIODS)},
        "beyond": {"enum": ["amo", "ticket_moderateur"]},
    },
    oneOf=[{"required": ["amount"]}, {"required": ["days"]}],
)
BENEFIT_REQUIRED = ("for", "cover")
BENEFIT = _object(
    {
        "for": {"enum": sorted(known_keys())},
        "cover": COVER,
        "ceilings": {"type": "array", "items": CEILING},
    },
    BENEFIT_REQUIRED,
)
GUARANTEE = _object(
    {
        "id": TEXT,
        "label": TEXT,
        "fictitious": {"type": "boolean"},
        "responsible": {"type": "boolean"},
        "valid_from": DATE,
        "reference_period": {"enum": list(REFERENCE_PERIODS)},
        "benefits": {
            "type": "array",
            "minItems": 1,
            "items": BENEFIT,
        },
    },
    ("benefits",),
)
LINE_REQUIRED = ("id", "fee")
LINE = _object(
    _optional(
        {
            "id": TEXT,
            "nature": {"enum": list(NATURES)},
            "code": TEXT,
            "activity": _count(5, 1),
            "phase": _count(9),
            "modifiers": {
                "type": "array", "maxItems": MOST_MODIFIERS, "items": {"type": "string", "pattern": "^[A-Za-z0-9]$"},
            },
            "association": _count(5, 1),
            "practitioner": TEXT,
            "tooth": _count(85, 11),
            "fee": MONEY,
            "base": MONEY,
            "sector": {"enum": list(SECTORS)},
            "sector_among": {
                "type": "array", "minItems": FEWEST_SECTORS, "uniqueItems": True,
                "items": {"enum": list(POSSIBLE_SECTORS)},
            },
            "surgeon_or_obstetrician": {"type": "boolean"},
        },
        LINE_REQUIRED,
    ),
    LINE_REQUIRED,
    anyOf=[{"required": ["code"]}, {"required": ["nature", "base"]}],
)  # fmt: skip
INPUT_REQUIRED = ("date", "setting", "lines")
INPUT: Schema = {
    "$schema": DRAFT,
    "title": "quote",
    **_object(
        _optional(
            {
                "date": DATE,
                "patient": _object(
                    {
                        "birth_date": _nullable(DATE),
                        "scheme": _nullable({"enum": ["general", "alsace_moselle"]}),
                        "exemption": _nullable({"enum": list(EXEMPTIONS)}),
                        "in_pathway": _nullable({"type": "boolean"}),
                    }
                ),
                "setting": {"enum": list(SETTINGS)},
                "stay": _object(
                    {
                        "days": _nullable(_count(MOST_DAYS, 1)),
                        "nights": _nullable(_count(MOST_DAYS)),
                        "psychiatric": _nullable({"type": "boolean"}),
                        "cost": _nullable(MONEY),
                        "private_room_per_day": _nullable(MONEY),
                        "private_room_days": _nullable(_count(MOST_DAYS)),
                    }
                ),
                "lines": {"type": "array", "minItems": 1, "maxItems": MOST_LINES, "items": LINE},
                "guarantee": GUARANTEE,
                "guarantee_id": TEXT,
                "top_up": GUARANTEE,
                "top_up_id": TEXT,
                "consumed": _object(
                    {
                        "participations": _nullable(_count(10_000)),
                        "ceilings": _nullable(
                            {
                                "type": "object",
                                "additionalProperties": _object(
                                    {"amount": _nullable(MONEY), "days": _nullable(_count(10_000))}
                                ),
                            }
                        ),
                    }
                ),
            },
            INPUT_REQUIRED,
        ),
        INPUT_REQUIRED,
    ),
}

STEP = _object(
    {"rule": TEXT, "text": TEXT | {"maxLength": 1000}, "amount": SIGNED_MONEY, "source": {"type": "string"}},
    ("rule", "text", "amount", "source"),
)
_AMOUNT: Schema = {"type": "string", "pattern": r"^[0-9]+\.[0-9]{2}$"}
_SHARES: Schema = dict.fromkeys(("charged", "amo", "amc", "top_up", "member"), _AMOUNT)
_COMPUTED: Schema = {f"{payer}_computed": TEXT for payer in ("amo", "amc", "top_up")}
_NAMED: Schema = {"id": TEXT, "label": {"type": "string"}, **_SHARES, "steps": {"type": "array", "items": STEP}}
_LINE_FIGURES: Schema = dict.fromkeys(("base", "overrun", "amo_gross", "participation"), _AMOUNT)
_LINE_OUT = _object({**_NAMED, **_COMPUTED, **_LINE_FIGURES}, (*_NAMED, *_LINE_FIGURES))
_STAY_OUT = _object(
    {**_NAMED, **_COMPUTED, "id": {"enum": ["stay_cost", "daily_hospital_fee", "flat_fee", "private_room"]}},
    tuple(_NAMED),
)
_BODY: Schema = {
    "lines": {"type": "array", "items": _LINE_OUT},
    "stay": {"type": "array", "items": _STAY_OUT},
    "total": _object(_SHARES, tuple(_SHARES)),
}
_WARNING = _object({"code": TEXT, "text": {"type": "string"}, "line": TEXT}, ("code", "text"))
_OK = _object(
    {
        "status": {"const": "ok"},
        "date": DATE,
        "indicative": TRUE,
        "parameters_version": TEXT,
        "sector": {"enum": list(SECTORS)},
        **_BODY,
        "hypotheses": {
            "type": "array", "items": _object({"sector": {"enum": list(SECTORS)}, **_BODY}, ("sector", *_BODY)),
        },
        "range": _object(
            {"member": _object({"min": _SHARES["member"], "max": _SHARES["member"]}, ("min", "max"))}, ("member",)
        ),
        "warnings": {"type": "array", "items": _WARNING},
    },
    ("status", "date", "indicative", "parameters_version", *_BODY, "warnings"),
)  # fmt: skip
_ERROR = _object({"code": TEXT, "message": {"type": "string"}, "path": {"type": "string"}}, ("code", "message", "path"))
_REFUSAL = _object(
    {
        "code": {
            "enum": [
                "unknown_act", "closed_act", "no_price", "not_covered_practitioner", "no_parameter_on_date",
                "missing_base", "missing_guarantee_benefit", "modifier_not_allowed", "unsupported",
            ]
        },
        "message": {"type": "string"},
        "line": {"type": ["string", "null"]},
        "successors": {"type": "array", "items": TEXT},
    },
    ("code", "message", "line"),
)  # fmt: skip
OUTPUT: Schema = {
    "$schema": DRAFT,
    "title": "estimate",
    "oneOf": [
        _OK,
        _object({"status": {"const": "invalid"}, "error": _ERROR}, ("status", "error")),
        _object({"status": {"const": "refused"}, "refusal": _REFUSAL}, ("status", "refusal")),
    ],
}
