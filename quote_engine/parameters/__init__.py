"""Dated values of the law: one small YAML file each, and a loader that refuses rather than guesses."""

from quote_engine.parameters.loader import (
    Parameter,
    ParameterValue,
    all_parameters,
    all_sources,
    import_source,
    last_check,
    parameters_version,
    shown_on,
    shown_source,
    source_text,
    window_on,
)

__all__ = [
    "Parameter",
    "ParameterValue",
    "all_parameters",
    "all_sources",
    "import_source",
    "last_check",
    "parameters_version",
    "shown_on",
    "shown_source",
    "source_text",
    "window_on",
]
