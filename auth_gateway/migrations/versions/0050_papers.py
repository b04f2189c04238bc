"""Papers that members send to be read in the conversation."""

import sqlalchemy as sa
from alembic import op

revision = "0050"
down_revision = "0040"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "papers",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("conversation_id", sa.String(length=32), nullable=True),
        sa.Column("attachment_id", sa.String(length=32), nullable=True),
        sa.Column("storage_name", sa.String(length=32), nullable=True),
        sa.Column("pages", sa.String(length=800), nullable=False),
        sa.Column("name_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("read_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_papers_person_id_persons")),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversations.id"], name=op.f("fk_papers_conversation_id_conversations")
        ),
        sa.ForeignKeyConstraint(
            ["attachment_id"], ["attachments.id"], name=op.f("fk_papers_attachment_id_attachments")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_papers")),
    )
    for column in ("person_id", "conversation_id", "attachment_id", "created_at"):
        op.create_index(op.f(f"ix_papers_{column}"), "papers", [column])


def downgrade() -> None:
    op.drop_table("papers")
