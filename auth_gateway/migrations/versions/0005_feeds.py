"""The weekly files: what came in, and a person's key in them."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "feeds",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("mutuelle_id", sa.String(length=8), nullable=False),
        sa.Column("dated_on", sa.Date(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("status", sa.String(length=24), nullable=False),
        sa.Column("refusal", sa.String(length=40), nullable=True),
        sa.Column("persons", sa.Integer(), nullable=False),
        sa.Column("added", sa.Integer(), nullable=False),
        sa.Column("changed", sa.Integer(), nullable=False),
        sa.Column("other_guarantee", sa.Integer(), nullable=False),
        sa.Column("vanished", sa.Integer(), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("applied_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["mutuelle_id"], ["mutuelles.id"], name=op.f("fk_feeds_mutuelle_id_mutuelles")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_feeds")),
    )
    op.create_index("ix_feeds_mutuelle_received", "feeds", ["mutuelle_id", "received_at"], unique=False)
    op.create_table(
        "feed_lines",
        sa.Column("feed_id", sa.String(length=32), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("member_number", sa.String(length=20), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("print", sa.String(length=64), nullable=False),
        sa.Column("guarantee_id", sa.String(length=40), nullable=True),
        sa.ForeignKeyConstraint(["feed_id"], ["feeds.id"], name=op.f("fk_feed_lines_feed_id_feeds")),
        sa.PrimaryKeyConstraint("feed_id", "position", name=op.f("pk_feed_lines")),
    )
    op.create_index("ix_feed_lines_key", "feed_lines", ["feed_id", "member_number", "rank"], unique=False)
    op.add_column("persons", sa.Column("rank", sa.Integer(), server_default="1", nullable=False))
    for name, length in (("address", 200), ("phone", 20), ("email", 254), ("fed_print", 64)):
        op.add_column("persons", sa.Column(name, sa.String(length=length), nullable=True))
    # Those who are there already are counted within their contract: the principal member, then by age.
    op.execute(
        """
        UPDATE persons SET rank = counted.rank FROM (
            SELECT id, row_number() OVER (
                PARTITION BY mutuelle_id, member_number ORDER BY principal_id IS NOT NULL, birth_date, id
            ) AS rank FROM persons
        ) AS counted WHERE persons.id = counted.id
        """
    )
    op.drop_index("ix_persons_mutuelle_member_number", table_name="persons")
    op.create_index("ix_persons_key", "persons", ["mutuelle_id", "member_number", "rank"], unique=True)


def downgrade() -> None:
    op.drop_index("ix_persons_key", table_name="persons")
    op.create_index("ix_persons_mutuelle_member_number", "persons", ["mutuelle_id", "member_number"], unique=False)
    for name in ("rank", "address", "phone", "email", "fed_print"):
        op.drop_column("persons", name)
    op.drop_table("feed_lines")
    op.drop_table("feeds")
