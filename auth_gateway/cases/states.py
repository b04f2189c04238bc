"""What a state of a case means for the desk and for the member: the one table of the case's life."""

from auth_gateway.cases.models import CaseState, Tab

TABS = {
    CaseState.RECEIVED: Tab.TODO,
    CaseState.CHECKING_FILES: Tab.TODO,
    CaseState.IN_PROGRESS: Tab.TAKEN,
    CaseState.WAITING_FOR_YOU: Tab.TAKEN,
    CaseState.ANSWERED: Tab.DONE,
    CaseState.CLOSED: Tab.DONE,
}
OPEN = frozenset(state for state, tab in TABS.items() if tab is not Tab.DONE)
"""The states in which the desk still owes something, or waits for the member's word."""
