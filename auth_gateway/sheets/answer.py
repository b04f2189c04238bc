"""What an advisor answered, above the estimate that they corrected, or alone as a letter."""

from datetime import date
from typing import Any

from auth_gateway.sheets.sheet import AdvisorAnswer, said
from wording import long_date, say, words


def answer_of(answer: AdvisorAnswer) -> dict[str, Any]:
    """Give the advisor's words, paragraph by paragraph, and their corrections."""
    return {
        "heading": said("answer", "heading"),
        "by": said("answer", "by", name=answer.by),
        "paragraphs": [part.strip() for part in answer.text.split("\n") if part.strip()],
        "corrections_heading": said("answer", "corrections"),
        "corrections": list(answer.corrections),
    }


def letter_of(answer: AdvisorAnswer, reference: str, made_on: date) -> dict[str, Any]:
    """Give every text of an answer that carries no estimate, for the same layout."""
    return {
        "title": said("letter", "title"),
        "description": said("letter", "description"),
        "words": {"brand": say("names", "platform"), **words("estimate_page", "headings")},
        "made_on": said("letter", "made_on", date=long_date(made_on)),
        "reference": said("reference", reference=reference),
        "footer": said("letter", "footer", reference=reference),
        "headline": None,
        "replaced": None,
        "answer": answer_of(answer),
    }
