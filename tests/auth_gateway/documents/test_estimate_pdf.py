import copy
from collections import Counter
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader
from pypdf.generic import DictionaryObject, StreamObject

from auth_gateway.documents.pdf import estimate_pdf
from auth_gateway.platform.french import euros
from auth_gateway.sheets import EstimateSheet
from quote_engine import estimate as engine
from tests.support.quotes import crown, hip_replacement
from tests.support.sheets import ESTIMATE, PARTIAL, sheet


def pages_of(pdf: bytes) -> list[str]:
    return [page.extract_text() for page in PdfReader(BytesIO(pdf)).pages]


def text_of(pdf: bytes) -> str:
    return "\n".join(pages_of(pdf))


def flat(text: str) -> str:
    """Take out line ends and no-break spaces, to look for a sentence wherever its lines break."""
    return " ".join(text.split())


def rendered(quote: dict[str, Any], **changes: Any) -> tuple[dict[str, Any], bytes]:
    estimate = engine(quote)
    assert estimate["status"] == "ok", estimate
    facts = {"reference": "7F3K2Q", "made_on": date(2026, 11, 21), **changes}
    return estimate, estimate_pdf(EstimateSheet(estimate=estimate, quote=quote, **facts))


def amounts_in(estimate: dict[str, Any]) -> list[str]:
    columns = ("charged", "amo", "amc", "member")
    items = [*estimate["lines"], *estimate["stay"], estimate["total"]]
    steps = [step["amount"] for item in items for step in item.get("steps", ())]
    return [item[column] for item in items for column in columns if item[column] != "0.00"] + steps


def test_every_amount_of_the_estimate_is_on_the_page() -> None:
    text = text_of(estimate_pdf(sheet()))

    for amount in amounts_in(ESTIMATE):
        assert euros(amount) in text, amount


def test_the_first_figure_of_the_page_is_what_is_left_to_pay() -> None:
    text = text_of(estimate_pdf(sheet()))

    assert text.index(euros("1570.41")) < text.index(euros("3020.05")) < text.index(euros("1200.00"))


def test_the_page_tells_its_date_its_parameters_and_that_it_is_only_indicative() -> None:
    text = text_of(estimate_pdf(sheet()))

    for said in ("21 novembre 2026", "10 décembre 2026", "2026.11", "7F3K2Q", "sans valeur contractuelle"):
        assert said in text
    assert "Aucun modificateur" in text


def test_a_fictitious_cover_is_marked_so() -> None:
    assert "Chiffres fictifs" in text_of(estimate_pdf(sheet(fictitious=True)))
    assert "fictif" not in text_of(estimate_pdf(sheet()))


def test_an_unknown_sector_gives_the_range_and_each_hypothesis() -> None:
    unsure = copy.deepcopy(ESTIMATE)
    unsure["range"] = {"member": {"min": "810.10", "max": "1570.41"}}
    unsure["hypotheses"] = [
        {"sector": "sector_1", "total": {**ESTIMATE["total"], "member": "810.10"}, "lines": [], "stay": []},
        {"sector": "sector_2", "total": ESTIMATE["total"], "lines": [], "stay": []},
    ]

    text = text_of(estimate_pdf(sheet(unsure)))

    assert f"Entre {euros('810.10')} et {euros('1570.41')}" in text
    assert text.count(euros("810.10")) == 2
    assert "secteur 2 sans OPTAM" in flat(text)


@pytest.mark.parametrize(
    "label", ['#import "x": y', "*gras* _it_ $x^2$ \\ #panic()", "<b>a</b> @ref // fin", "= titre"]
)
def test_a_label_is_never_read_as_markup(label: str) -> None:
    marked = copy.deepcopy(ESTIMATE)
    marked["lines"][0]["label"] = label

    assert label in flat(text_of(estimate_pdf(sheet(marked, who=label))))


def test_the_file_is_tagged_titled_and_in_french() -> None:
    reader = PdfReader(BytesIO(estimate_pdf(sheet())))
    catalogue = reader.root_object
    marks, language, metadata = (catalogue[name].get_object() for name in ("/MarkInfo", "/Lang", "/Metadata"))

    assert isinstance(marks, DictionaryObject)
    assert marks["/Marked"]
    assert str(language) == "fr-FR"
    assert "/StructTreeRoot" in catalogue
    assert reader.metadata is not None
    assert reader.metadata.title == "Estimation de ce qui reste à payer"
    assert isinstance(metadata, StreamObject)
    assert b"pdfuaid" in metadata.get_data()


@pytest.mark.parametrize("quote", [hip_replacement, crown])
@pytest.mark.parametrize("sector_known", [True, False])
def test_every_amount_that_the_engine_gives_is_on_the_page(quote: Any, sector_known: bool) -> None:  # noqa: FBT001  a parameter
    described = quote({"scheme": "general"}, {"guarantee_id": "mnh-confort", "top_up_id": "mnh-surco"})
    if not sector_known:
        described["lines"] = [{**line, "sector": None} for line in described["lines"]]
    estimate = engine(described)
    assert estimate["status"] == "ok"

    text = text_of(estimate_pdf(EstimateSheet(estimate, described, "7F3K2Q", date(2026, 11, 21))))

    columns = ["charged", "amo", "amc", "member", *(["top_up"] if estimate["total"]["top_up"] != "0.00" else [])]
    items = [*estimate["lines"], *estimate["stay"], estimate["total"]]
    items += [each["total"] for each in estimate.get("hypotheses", ())]
    for item in items:
        for column in columns:
            assert item[column] == "0.00" or euros(item[column]) in text, (item, column)
    for item in items:
        for step in item.get("steps", ()):
            assert step["amount"] is None or euros(step["amount"]) in text
    for limit in estimate.get("range", {}).get("member", {}).values():
        assert euros(limit) in text


def test_a_refused_line_and_another_charge_are_printed() -> None:
    text = flat(text_of(estimate_pdf(sheet(PARTIAL))))

    assert "Non estimé. Sa base n’est pas connue." in text
    assert "Télévision" in text
    assert "Faites relire" in text


def test_what_the_figure_supposes_and_whose_it_is_stand_on_the_first_page() -> None:
    _, pdf = rendered(UNSURE, member="Camille Essai", replaced=True)
    first, second = (flat(page) for page in pages_of(pdf)[:2])

    for said in ("Camille Essai", "Ce que j’ai supposé", "Ce que vous pouvez faire", "Remplacée"):
        assert said in first
    assert "Détail dans le cas le plus coûteux pour vous : secteur 2 sans OPTAM" in second


UNSURE = hip_replacement({"scheme": "general"}, {"guarantee_id": "lmg-confort"})
UNSURE["lines"] = [{**line, "sector": None} for line in UNSURE["lines"]]
TEETH = [
    ("HBLD090", 14, "175.00"), ("HBLD634", 14, "650.50"), ("HBLD490", 14, "61.80"), ("HBLD734", 26, "720.00"),
    ("HBLD245", 26, "290.00"), ("HBLD486", 26, "80.00"), ("HBLD491", 15, "566.50"), ("HBLD734", 36, "730.00"),
    ("HBMD351", 35, "410.00"), ("HBMD460", 46, "680.00"), ("HBLD418", 37, "1290.00"), ("HBLD403", 11, "905.00"),
]  # fmt: skip
TWELVE_LINES = {
    "date": "2026-06-01",
    "setting": "outpatient",
    "lines": [{"id": str(n), "code": code, "tooth": tooth, "fee": fee} for n, (code, tooth, fee) in enumerate(TEETH)],
    "guarantee_id": "lmg-optimale",
    "top_up_id": "lmg-surco",
}


def test_twelve_lines_split_no_row_and_leave_no_heading_alone() -> None:
    _, pdf = rendered(TWELVE_LINES)
    pages = [flat(page) for page in pages_of(pdf)]

    assert len(pages) <= 7
    for code, tooth, fee in TEETH:
        name = f"code {code} · dent {tooth}"
        in_its_ledger, explained = (page for page in pages for _ in range(page.count(name)))
        assert flat(euros(fee)) in in_its_ledger
        steps = explained.rsplit(name, 1)[1].split(" · code ")[0]
        assert "à votre charge." in steps  # the last step is on the page of its heading
    titles = ("Ligne par ligne", "Points à vérifier", "Ce que cette estimation ne dit pas", "Le calcul pas à pas")
    for page in pages:
        body = page.split("Estimation indicative, sans valeur contractuelle")[0]
        assert not any(title in body[-45:] for title in titles), body[-80:]


def test_one_line_is_one_page_and_its_ledger_stands_once() -> None:
    line = {"id": "1", "code": "CS", "base": "31.50", "fee": "60.00", "sector": "sector_2_optam"}
    quote = {"date": "2026-06-01", "setting": "outpatient", "lines": [line], "guarantee_id": "mnh-confort"}

    pages = pages_of(rendered(quote, cover="MNH Confort (fictive)", fictitious=True)[1])

    assert len(pages) == 1
    assert "".join(pages).count("Prix demandé") == 1


def test_amounts_keep_their_narrow_no_break_spaces_in_what_is_read_aloud_or_copied() -> None:
    assert "3\u202f020,05\u202f€" in text_of(estimate_pdf(sheet()))


@pytest.mark.parametrize("name", ["Ștefan", "Дмитрий", "Ελένη", "日本", "🙂", "a\x00b", "\ud800"])
def test_a_name_in_any_script_never_costs_the_page(name: str) -> None:
    assert estimate_pdf(sheet(who=name)).startswith(b"%PDF-")


def kinds_of(pdf: bytes) -> Counter[str]:
    """Count the structure elements of a tagged file by kind."""
    found: Counter[str] = Counter()
    waiting: list[Any] = [PdfReader(BytesIO(pdf)).root_object["/StructTreeRoot"]]
    while waiting:
        node = waiting.pop().get_object()
        if isinstance(node, list):
            waiting += node
        elif isinstance(node, DictionaryObject):
            if "/S" in node:
                found[str(node["/S"])] += 1
                if str(node["/S"]) == "/Figure":
                    assert str(node["/Alt"]).startswith("Qui paie quoi")
            waiting += [node["/K"]] if "/K" in node else []
    return found


def test_the_tags_tell_headings_tables_lists_and_figures() -> None:
    estimate, pdf = rendered(UNSURE, fictitious=True)
    kinds = kinds_of(pdf)

    items = [*estimate["lines"], *estimate["stay"]]
    to_pay = [item for item in items if item["member"] != "0.00"]
    assert kinds["/H1"] == 1
    assert kinds["/H3"] == len(items) + 2  # what leaves nothing to pay, and each line in each sector
    assert kinds["/Table"] == 1 + len(to_pay) + 2
    assert kinds["/TH"] == 4 + 4
    assert kinds["/Figure"] == 1 + len(to_pay)
    assert kinds["/LI"] >= sum(len(item["steps"]) for item in items)
