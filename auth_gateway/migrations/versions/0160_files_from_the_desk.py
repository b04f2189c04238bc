"""Files that advisors send, files in the order of their sending, and the desk's list with what is urgent first."""

import sqlalchemy as sa
from alembic import op

revision = "0160"
down_revision = "0041"
branch_labels = None
depends_on = None

FOREIGN_KEY = "fk_attachments_account_id_accounts"
INDEX = "ix_cases_tab_urgent_waiting_since"


def upgrade() -> None:
    with op.batch_alter_table("attachments") as files:
        files.add_column(sa.Column("account_id", sa.String(length=32), nullable=True))
        files.add_column(sa.Column("number", sa.Integer(), nullable=False, server_default="0"))
        files.create_foreign_key(op.f(FOREIGN_KEY), "accounts", ["account_id"], ["id"])
    with op.batch_alter_table("attachments") as files:
        files.alter_column("number", server_default=None)
    op.create_index(INDEX, "cases", ["tab", "urgent", "waiting_since", "id"])


def downgrade() -> None:
    op.drop_index(INDEX, "cases")
    with op.batch_alter_table("attachments") as files:
        files.drop_constraint(op.f(FOREIGN_KEY), type_="foreignkey")
        files.drop_column("number")
        files.drop_column("account_id")
