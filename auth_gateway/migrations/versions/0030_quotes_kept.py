"""A quote may be deleted while its estimates stay among the documents."""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("analyses") as table:
        table.alter_column("conversation_id", existing_type=sa.String(length=32), nullable=True)


def downgrade() -> None:
    op.execute("DELETE FROM analyses WHERE conversation_id IS NULL")
    with op.batch_alter_table("analyses") as table:
        table.alter_column("conversation_id", existing_type=sa.String(length=32), nullable=False)
