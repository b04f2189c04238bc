"""Dated values of the law: one small YAML file each, and a loader that refuses rather than guesses."""

from quote_engine.parameters.law import Law, Value, law_on
from quote_engine.parameters.loader import (
    Parameter,
    ParameterValue,
    all_parameters,
    all_sources,
    blind_spots,
    first_day,
    import_source,
    last_check,
    parameters_version,
    shown_name,
    shown_source,
    source_text,
)

__all__ = [
    "Law",
    "Parameter",
    "ParameterValue",
    "Value",
    "all_parameters",
    "all_sources",
    "blind_spots",
    "first_day",
    "import_source",
    "last_check",
    "law_on",
    "parameters_version",
    "shown_name",
    "shown_source",
    "source_text",
]
