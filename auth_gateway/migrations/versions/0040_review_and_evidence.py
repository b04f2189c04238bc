"""What reviews and figures need readable, the chain of messages, labels, samples, examples, canned answers, urgency."""

import sqlalchemy as sa
from alembic import op

revision = "0040"
down_revision = "0065"
branch_labels = None
depends_on = None

ID = sa.String(length=32)
INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    # Turns of before say neither their signals nor their question: those are sealed, and no key opens them here.
    op.add_column("turns", sa.Column("signals", sa.String(length=80), nullable=False, server_default=""))
    op.add_column("turns", sa.Column("asked", sa.String(length=40), nullable=True))
    op.add_column("messages", sa.Column("digest", sa.String(length=64), nullable=True))
    op.add_column("conversations", sa.Column("head", sa.String(length=64), nullable=True))
    op.create_index("ix_conversations_created_at", "conversations", ["created_at"])
    op.add_column("cases", sa.Column("why", sa.String(length=24), nullable=True))
    op.add_column("cases", sa.Column("stuck_at", sa.String(length=40), nullable=True))
    op.add_column("cases", sa.Column("urgent", sa.Boolean(), nullable=False, server_default=sa.false()))
    for table, name, kind in (("turns", "signals", sa.String(length=80)), ("cases", "urgent", sa.Boolean())):
        with op.batch_alter_table(table) as rows:
            rows.alter_column(name, existing_type=kind, server_default=None)
    _create_canned_replies()
    _create_review_tables()


def _create_canned_replies() -> None:
    op.create_table(
        "canned_replies",
        sa.Column("id", ID, nullable=False),
        sa.Column("title", sa.String(length=80), nullable=False),
        sa.Column("text", sa.String(length=2000), nullable=False),
        sa.Column("account_id", ID, nullable=False),
        sa.Column("written_at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_canned_replies_account_id_accounts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_canned_replies")),
        sa.UniqueConstraint("title", name=op.f("uq_canned_replies_title")),
    )


def _create_review_tables() -> None:
    op.create_table(
        "review_samples",
        sa.Column("id", ID, nullable=False),
        sa.Column("account_id", ID, nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("drawn_at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_review_samples_account_id_accounts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review_samples")),
    )
    op.create_table(
        "sampled_conversations",
        sa.Column("sample_id", ID, nullable=False),
        sa.Column("conversation_id", ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["sample_id"], ["review_samples.id"], name=op.f("fk_sampled_conversations_sample_id_review_samples")
        ),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["conversations.id"],
            name=op.f("fk_sampled_conversations_conversation_id_conversations"),
        ),
        sa.PrimaryKeyConstraint("sample_id", "conversation_id", name=op.f("pk_sampled_conversations")),
    )
    op.create_index("ix_sampled_conversations_conversation_id", "sampled_conversations", ["conversation_id"])
    op.create_table(
        "transcript_labels",
        sa.Column("id", ID, nullable=False),
        sa.Column("conversation_id", ID, nullable=False),
        sa.Column("seq", sa.Integer(), nullable=True),
        sa.Column("account_id", ID, nullable=False),
        sa.Column("label", sa.String(length=24), nullable=False),
        sa.Column("note_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversations.id"], name=op.f("fk_transcript_labels_conversation_id_conversations")
        ),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_transcript_labels_account_id_accounts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_transcript_labels")),
    )
    op.create_index("ix_transcript_labels_conversation_id", "transcript_labels", ["conversation_id"])
    op.create_table(
        "review_examples",
        sa.Column("id", ID, nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("intent", sa.String(length=40), nullable=False),
        sa.Column("asked", sa.String(length=40), nullable=True),
        sa.Column("phrase", sa.String(length=2000), nullable=False),
        sa.Column("account_id", ID, nullable=False),
        sa.Column("kept_at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_review_examples_account_id_accounts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review_examples")),
    )


def downgrade() -> None:
    for table in ("review_examples", "transcript_labels", "sampled_conversations", "review_samples", "canned_replies"):
        op.drop_table(table)
    with op.batch_alter_table("cases") as cases:
        for name in ("why", "stuck_at", "urgent"):
            cases.drop_column(name)
    op.drop_index("ix_conversations_created_at", "conversations")
    with op.batch_alter_table("conversations") as conversations:
        conversations.drop_column("head")
    with op.batch_alter_table("messages") as messages:
        messages.drop_column("digest")
    with op.batch_alter_table("turns") as turns:
        turns.drop_column("signals")
        turns.drop_column("asked")
