"""What names a person rests sealed; accounts get a data key each; look-ups go by blind indexes.

Nothing that rested in clear is carried over: the columns were those of fictitious people only.
"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    if op.get_bind().scalar(sa.text("SELECT count(*) FROM persons")):
        raise RuntimeError(
            "this database holds persons whose names rest in clear, with transcripts sealed in an earlier manner; "
            "it cannot be carried over: begin with an empty one (make demo keeps its own in var/demo)"
        )
    with op.batch_alter_table("accounts") as table:
        table.drop_constraint("uq_accounts_email", type_="unique")
        for name in ("email", "address", "phone"):
            table.drop_column(name)
        table.add_column(sa.Column("sealed", sa.LargeBinary(), nullable=True))
        table.add_column(sa.Column("key_sealed", sa.LargeBinary(), nullable=True))
        table.add_column(sa.Column("email_index", sa.String(length=64), nullable=False))
        table.create_unique_constraint(op.f("uq_accounts_email_index"), ["email_index"])
    with op.batch_alter_table("persons") as table:
        table.drop_index("ix_persons_key")
        for name in (
            "member_number", "first_name", "last_name", "birth_date", "guarantee_id", "top_up_id",
            "address", "phone", "email",
        ):  # fmt: skip
            table.drop_column(name)
        table.add_column(sa.Column("sealed", sa.LargeBinary(), nullable=True))
        table.add_column(sa.Column("number_index", sa.String(length=64), nullable=False))
        table.add_column(sa.Column("guarantee_print", sa.String(length=64), nullable=False))
        table.create_index("ix_persons_key", ["mutuelle_id", "number_index", "rank"], unique=True)
    with op.batch_alter_table("registrations") as table:
        table.drop_column("email")
        table.add_column(sa.Column("sealed", sa.LargeBinary(), nullable=True))
    with op.batch_alter_table("email_changes") as table:
        for name in ("old", "new"):
            table.drop_column(f"{name}_email")
            table.add_column(sa.Column(f"{name}_sealed", sa.LargeBinary(), nullable=False))
    with op.batch_alter_table("outbox_messages") as table:
        table.drop_column("recipient")
    with op.batch_alter_table("feed_lines") as table:
        table.drop_index("ix_feed_lines_key")
        table.drop_column("member_number")
        table.drop_column("guarantee_id")
        table.add_column(sa.Column("number_index", sa.String(length=64), nullable=False))
        table.add_column(sa.Column("guarantee_print", sa.String(length=64), nullable=False))
        table.create_index("ix_feed_lines_key", ["feed_id", "number_index", "rank"])


def downgrade() -> None:
    raise NotImplementedError("what is sealed does not go back to rest in clear")
