"""Dated values of the law: one small YAML file each, and a loader that refuses rather than guesses."""

from quote_engine.parameters.loader import (
    Parameter,
    ParameterValue,
    all_parameters,
    all_sources,
    parameters_version,
    shown_source,
    source_text,
)

__all__ = [
    "Parameter",
    "ParameterValue",
    "all_parameters",
    "all_sources",
    "parameters_version",
    "shown_source",
    "source_text",
]
