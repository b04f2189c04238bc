"""The second legal representative of a minor."""

import sqlalchemy as sa
from alembic import op

revision = "0065"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "representations",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("account_id", sa.String(length=32), nullable=False),
        sa.Column("child_id", sa.String(length=32), nullable=False),
        sa.Column("guest_index", sa.String(length=64), nullable=False),
        sa.Column("guest_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("guest_id", sa.String(length=32), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("accepted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_representations_account_id_accounts")),
        sa.ForeignKeyConstraint(["child_id"], ["persons.id"], name=op.f("fk_representations_child_id_persons")),
        sa.ForeignKeyConstraint(["guest_id"], ["accounts.id"], name=op.f("fk_representations_guest_id_accounts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_representations")),
    )
    for column in ("account_id", "guest_id", "guest_index"):
        op.create_index(op.f(f"ix_representations_{column}"), "representations", [column], unique=False)


def downgrade() -> None:
    op.drop_table("representations")
