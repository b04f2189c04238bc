"""The digest of each step, message and file of a case with the one before, and the words that a step carries."""

import sqlalchemy as sa
from alembic import op

revision = "0171"
down_revision = "0170"
branch_labels = None
depends_on = None

DIGEST = sa.String(length=64)
LINKS = ("attachments", "case_events", "case_messages")


def upgrade() -> None:
    op.add_column("cases", sa.Column("head", DIGEST, nullable=True))
    op.add_column("cases", sa.Column("salt_sealed", sa.LargeBinary(), nullable=True))
    op.add_column("case_events", sa.Column("said_sealed", sa.LargeBinary(), nullable=True))
    for table in LINKS:
        op.add_column(table, sa.Column("digest", DIGEST, nullable=True))


def downgrade() -> None:
    for table in LINKS:
        with op.batch_alter_table(table) as links:
            links.drop_column("digest")
    with op.batch_alter_table("case_events") as events:
        events.drop_column("said_sealed")
    with op.batch_alter_table("cases") as cases:
        cases.drop_column("salt_sealed")
        cases.drop_column("head")
