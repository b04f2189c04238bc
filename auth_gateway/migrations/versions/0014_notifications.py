"""Which e-mails a member wants."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

CHOICES = ("tells_answers", "tells_documents", "tells_deadlines")


def upgrade() -> None:
    with op.batch_alter_table("accounts") as table:
        for name in CHOICES:
            table.add_column(sa.Column(name, sa.Boolean(), server_default=sa.true(), nullable=False))
    with op.batch_alter_table("accounts") as table:
        for name in CHOICES:
            table.alter_column(name, server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("accounts") as table:
        for name in CHOICES:
            table.drop_column(name)
