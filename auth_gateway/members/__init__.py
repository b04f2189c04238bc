"""The members of the three mutuelles: persons, contracts, beneficiaries."""

from auth_gateway.members.models import ContractRole, Mutuelle, Person, Relation, Scheme
from auth_gateway.members.service import comes_of_age_on, is_minor, struck_off

__all__ = [
    "ContractRole",
    "Mutuelle",
    "Person",
    "Relation",
    "Scheme",
    "comes_of_age_on",
    "is_minor",
    "struck_off",
]
