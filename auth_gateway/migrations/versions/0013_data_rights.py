"""What members ask about their data; an erased account is nobody's."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

MEMBERS = "ck_accounts_members_are_persons"


def upgrade() -> None:
    op.create_table(
        "data_requests",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("account_id", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("status", sa.String(length=24), nullable=False),
        sa.Column("words_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_data_requests_account_id_accounts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_data_requests")),
    )
    op.create_index(op.f("ix_data_requests_account_id"), "data_requests", ["account_id"])
    with op.batch_alter_table("accounts") as table:
        table.add_column(sa.Column("restricted_at", sa.DateTime(timezone=True), nullable=True))
        table.drop_constraint(op.f(MEMBERS), type_="check")
        table.create_check_constraint(
            op.f(MEMBERS), "(role = 'member' AND key_sealed IS NOT NULL) = (person_id IS NOT NULL)"
        )
    with op.batch_alter_table("closings") as table:
        table.add_column(sa.Column("erase", sa.Boolean(), server_default=sa.false(), nullable=False))
    with op.batch_alter_table("closings") as table:
        table.alter_column("erase", server_default=None)


def downgrade() -> None:
    raise NotImplementedError("what was asked about one's data is not forgotten by a step back")
