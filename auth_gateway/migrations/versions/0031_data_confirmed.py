"""Whether the member said that the data held on them are right."""

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("accounts", sa.Column("confirmed_data", sa.String(length=64), nullable=True))


def downgrade() -> None:
    op.drop_column("accounts", "confirmed_data")
