"""The member's own address and telephone."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("accounts", sa.Column("address", sa.String(length=200), nullable=True))
    op.add_column("accounts", sa.Column("phone", sa.String(length=20), nullable=True))


def downgrade() -> None:
    op.drop_column("accounts", "phone")
    op.drop_column("accounts", "address")
