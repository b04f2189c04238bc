"""Until when whoever complains is to hear from the desk, and the deadline of which the desk was last told."""

import sqlalchemy as sa
from alembic import op

revision = "0170"
down_revision = "0175"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    with op.batch_alter_table("cases") as cases:
        cases.add_column(sa.Column("acknowledge_by", INSTANT, nullable=True))
        cases.add_column(sa.Column("reminded_for", INSTANT, nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("cases") as cases:
        cases.drop_column("reminded_for")
        cases.drop_column("acknowledge_by")
