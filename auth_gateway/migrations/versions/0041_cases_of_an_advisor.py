"""An advisor's own cases in the order of the list."""

from alembic import op

revision = "0041"
down_revision = "0050"
branch_labels = None
depends_on = None

FORMER, NEW = "ix_cases_assignee_id_tab", "ix_cases_assignee_id_tab_waiting_since"


def upgrade() -> None:
    op.drop_index(FORMER, "cases")
    op.create_index(NEW, "cases", ["assignee_id", "tab", "waiting_since", "id"])


def downgrade() -> None:
    op.drop_index(NEW, "cases")
    op.create_index(FORMER, "cases", ["assignee_id", "tab"])
