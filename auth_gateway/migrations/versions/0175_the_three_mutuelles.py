"""The three mutuelles whose members may have an account: no command names another."""

import sqlalchemy as sa
from alembic import op

revision = "0175"
down_revision = "0160"
branch_labels = None
depends_on = None

MUTUELLES = sa.table("mutuelles", sa.column("id", sa.String), sa.column("name", sa.String))
THREE = {"lmg": "La Mutuelle Générale", "mnh": "MNH", "mnt": "MNT"}


def upgrade() -> None:
    there = set(op.get_bind().scalars(sa.select(MUTUELLES.c.id)))
    op.bulk_insert(MUTUELLES, [{"id": key, "name": name} for key, name in THREE.items() if key not in there])


def downgrade() -> None:
    """Leave them: their members refer to them, and the version before knows them too."""
