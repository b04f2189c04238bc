"""Several files a case, each with its check and its pages painted again."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("attachments") as files:
        files.add_column(sa.Column("message_id", sa.String(length=32), nullable=True))
        files.add_column(sa.Column("pages", sa.String(length=800), nullable=True))
        files.add_column(sa.Column("state", sa.String(length=24), nullable=True))
    # What came before was never painted: it stays apart, and its original sealed.
    op.execute("UPDATE attachments SET pages = '', state = 'refused'")
    with op.batch_alter_table("attachments") as files:
        files.alter_column("pages", existing_type=sa.String(length=800), nullable=False)
        files.alter_column("state", existing_type=sa.String(length=24), nullable=False)
        files.drop_column("scanned")
        files.drop_constraint(op.f("uq_attachments_case_id"), type_="unique")
        files.create_foreign_key(
            op.f("fk_attachments_message_id_case_messages"), "case_messages", ["message_id"], ["id"]
        )
        files.create_index(op.f("ix_attachments_case_id"), ["case_id"])
        files.create_index(op.f("ix_attachments_state"), ["state"])


def downgrade() -> None:
    with op.batch_alter_table("attachments") as files:
        files.drop_index(op.f("ix_attachments_state"))
        files.drop_index(op.f("ix_attachments_case_id"))
        files.drop_constraint(op.f("fk_attachments_message_id_case_messages"), type_="foreignkey")
        files.create_unique_constraint(op.f("uq_attachments_case_id"), ["case_id"])
        files.add_column(sa.Column("scanned", sa.Boolean(), nullable=False, server_default=sa.false()))
        for name in ("message_id", "pages", "state"):
            files.drop_column(name)
