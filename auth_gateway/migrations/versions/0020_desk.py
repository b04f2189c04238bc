"""Cases with their life, messages, notes, answers; the scopes of the desk."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0031"
branch_labels = None
depends_on = None

ID = sa.String(length=32)
INSTANT = sa.DateTime(timezone=True)
FAR = "9999-01-01 00:00:00.000000"  # no delay is set
OF_A_CASE = ("case_messages", "case_notes", "case_events", "case_answers", "case_estimates")  # as they go


def upgrade() -> None:
    op.create_table(
        "staff_scopes",
        sa.Column("account_id", ID, nullable=False),
        sa.Column("mutuelle_id", sa.String(length=8), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_staff_scopes_account_id_accounts")),
        sa.ForeignKeyConstraint(["mutuelle_id"], ["mutuelles.id"], name=op.f("fk_staff_scopes_mutuelle_id_mutuelles")),
        sa.PrimaryKeyConstraint("account_id", "mutuelle_id", name=op.f("pk_staff_scopes")),
    )
    # Advisors saw every mutuelle until now: taking some away is a supervisor's decision, not an update's.
    op.execute(
        "INSERT INTO staff_scopes (account_id, mutuelle_id) "
        "SELECT accounts.id, mutuelles.id FROM accounts CROSS JOIN mutuelles WHERE accounts.role = 'advisor'"
    )
    _widen_cases()
    _create_case_tables()


def _widen_cases() -> None:
    with op.batch_alter_table("cases") as cases:
        cases.add_column(sa.Column("reference", sa.String(length=12), nullable=True))
        cases.add_column(sa.Column("mutuelle_id", sa.String(length=8), nullable=True))
        cases.add_column(sa.Column("subject", sa.String(length=24), nullable=True))
        cases.add_column(sa.Column("state", sa.String(length=24), nullable=True))
        cases.add_column(sa.Column("tab", sa.String(length=24), nullable=True))
        cases.add_column(sa.Column("last_number", sa.Integer(), nullable=True))
        cases.add_column(sa.Column("assignee_id", ID, nullable=True))
        cases.add_column(sa.Column("taken_at", INSTANT, nullable=True))
        cases.add_column(sa.Column("waiting_since", INSTANT, nullable=True))
        cases.add_column(sa.Column("due_at", INSTANT, nullable=True))
        cases.add_column(sa.Column("summary_sealed", sa.LargeBinary(), nullable=True))
        cases.add_column(sa.Column("close_reason_sealed", sa.LargeBinary(), nullable=True))
        cases.add_column(sa.Column("helpful", sa.Boolean(), nullable=True))
        cases.add_column(sa.Column("real_reimbursement_sealed", sa.LargeBinary(), nullable=True))
    op.execute(
        "UPDATE cases SET reference = 'LC-' || upper(substr(id, 1, 8)), subject = 'quote', state = 'received', "
        "tab = 'todo', last_number = 0, waiting_since = created_at, "
        "mutuelle_id = (SELECT persons.mutuelle_id FROM persons WHERE persons.id = cases.person_id)"
    )
    op.execute(f"UPDATE cases SET due_at = '{FAR}'")  # noqa: S608  a constant of ours
    with op.batch_alter_table("cases") as cases:
        kinds: dict[str, sa.types.TypeEngine[Any]] = {
            "reference": sa.String(length=12),
            "mutuelle_id": sa.String(length=8),
            "subject": sa.String(length=24),
            "state": sa.String(length=24),
            "tab": sa.String(length=24),
            "last_number": sa.Integer(),
            "waiting_since": INSTANT,
            "due_at": INSTANT,
        }
        for name, kind in kinds.items():
            cases.alter_column(name, existing_type=kind, nullable=False)
        cases.create_unique_constraint(op.f("uq_cases_reference"), ["reference"])
        cases.create_foreign_key(op.f("fk_cases_mutuelle_id_mutuelles"), "mutuelles", ["mutuelle_id"], ["id"])
        cases.create_foreign_key(op.f("fk_cases_assignee_id_accounts"), "accounts", ["assignee_id"], ["id"])
        cases.drop_index(op.f("ix_cases_created_at"))
        cases.create_index("ix_cases_tab_waiting_since", ["tab", "waiting_since", "id"])
        cases.create_index("ix_cases_tab_due_at", ["tab", "due_at", "id"])
        cases.create_index("ix_cases_tab_created_at", ["tab", "created_at", "id"])
        cases.create_index("ix_cases_assignee_id_tab", ["assignee_id", "tab"])
        cases.create_index("ix_cases_mutuelle_id_tab", ["mutuelle_id", "tab"])


def _create_case_tables() -> None:
    op.create_table(
        "case_words",
        sa.Column("word", sa.String(length=64), nullable=False),
        sa.Column("case_id", ID, nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_case_words_case_id_cases")),
        sa.PrimaryKeyConstraint("word", "case_id", name=op.f("pk_case_words")),
    )
    _create(
        "case_estimates",
        _account(),
        sa.Column("content_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
    )
    _create(
        "case_answers",
        _account(),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("beneficiary_id", ID, nullable=False),
        sa.Column("estimate_id", ID, nullable=True),
        sa.Column("text_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_case_answers_person_id_persons")),
        sa.ForeignKeyConstraint(
            ["beneficiary_id"], ["persons.id"], name=op.f("fk_case_answers_beneficiary_id_persons")
        ),
        sa.ForeignKeyConstraint(
            ["estimate_id"], ["case_estimates.id"], name=op.f("fk_case_answers_estimate_id_case_estimates")
        ),
    )
    op.create_index(op.f("ix_case_answers_person_id"), "case_answers", ["person_id"])
    _create(
        "case_messages",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("author", sa.String(length=24), nullable=False),
        sa.Column("account_id", ID, nullable=True),
        sa.Column("answer_id", ID, nullable=True),
        sa.Column("text_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_case_messages_account_id_accounts")),
        sa.ForeignKeyConstraint(
            ["answer_id"], ["case_answers.id"], name=op.f("fk_case_messages_answer_id_case_answers")
        ),
    )
    _create(
        "case_notes",
        _account(),
        sa.Column("text_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
    )
    _create(
        "case_events",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("account_id", ID, nullable=True),
        sa.Column("about_id", ID, nullable=True),
        sa.Column("at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_case_events_account_id_accounts")),
        sa.ForeignKeyConstraint(["about_id"], ["accounts.id"], name=op.f("fk_case_events_about_id_accounts")),
    )
    op.create_table(
        "kept_replies",
        sa.Column("case_id", ID, nullable=False),
        sa.Column("account_id", ID, nullable=False),
        sa.Column("text_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("saved_at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_kept_replies_case_id_cases")),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_kept_replies_account_id_accounts")),
        sa.PrimaryKeyConstraint("case_id", "account_id", name=op.f("pk_kept_replies")),
    )


def _create(table: str, *parts: sa.schema.SchemaItem) -> None:
    """Create a table whose rows each belong to a case."""
    op.create_table(
        table,
        sa.Column("id", ID, nullable=False),
        sa.Column("case_id", ID, nullable=False),
        *parts,
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f(f"fk_{table}_case_id_cases")),
        *(
            sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f(f"fk_{table}_account_id_accounts"))
            for part in parts
            if isinstance(part, sa.Column) and part.name == "account_id" and not part.nullable
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )
    op.create_index(op.f(f"ix_{table}_case_id"), table, ["case_id"])


def _account() -> sa.Column[str]:
    return sa.Column("account_id", ID, nullable=False)


def downgrade() -> None:
    op.drop_table("kept_replies")
    for table in OF_A_CASE:
        op.drop_table(table)
    op.drop_table("case_words")
    with op.batch_alter_table("cases") as cases:
        for name in ("waiting_since", "due_at", "created_at"):
            cases.drop_index(f"ix_cases_tab_{name}")
        cases.drop_index("ix_cases_assignee_id_tab")
        cases.drop_index("ix_cases_mutuelle_id_tab")
        cases.drop_constraint(op.f("uq_cases_reference"), type_="unique")
        cases.drop_constraint(op.f("fk_cases_mutuelle_id_mutuelles"), type_="foreignkey")
        cases.drop_constraint(op.f("fk_cases_assignee_id_accounts"), type_="foreignkey")
        for name in (
            "reference", "mutuelle_id", "subject", "state", "tab", "last_number", "assignee_id", "taken_at",
            "waiting_since", "due_at", "summary_sealed", "close_reason_sealed", "helpful", "real_reimbursement_sealed",
        ):  # fmt: skip
            cases.drop_column(name)
        cases.create_index(op.f("ix_cases_created_at"), ["created_at"])
    op.drop_table("staff_scopes")
