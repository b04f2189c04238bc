"""The members of the three mutuelles: persons, contracts, beneficiaries."""

from auth_gateway.members.models import (
    ContractRole,
    Mutuelle,
    Person,
    Relation,
    Scheme,
    canonical_number,
    guarantee_print,
    number_index,
)
from auth_gateway.members.service import comes_of_age_on, is_minor, names_of, people_of_contract, struck_off

__all__ = [
    "ContractRole",
    "Mutuelle",
    "Person",
    "Relation",
    "Scheme",
    "canonical_number",
    "comes_of_age_on",
    "guarantee_print",
    "is_minor",
    "names_of",
    "number_index",
    "people_of_contract",
    "struck_off",
]
