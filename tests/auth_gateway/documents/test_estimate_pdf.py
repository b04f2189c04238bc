import copy
from collections import Counter
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader
from pypdf.generic import DictionaryObject, StreamObject

from auth_gateway.documents.pdf import estimate_pdf
from auth_gateway.documents.sheet import EstimateSheet, page_of
from auth_gateway.platform.french import euros
from quote_engine import estimate as engine
from tests.support.quotes import crown, hip_replacement

ESTIMATE: dict[str, Any] = {
    "status": "ok",
    "date": "2026-12-10",
    "indicative": True,
    "parameters_version": "2026.11",
    "lines": [
        {
            "id": "1", "label": "Remplacement de la hanche", "charged": "1200.00", "base": "459.80",
            "amo": "457.80", "amc": "367.84", "top_up": "0.00", "member": "374.36",
            "steps": [
                {"rule": "base", "text": "La base de l’acte.", "amount": "459.80", "source": "Arrêté du 1er janvier"},
                {"rule": "participation", "text": "La participation.", "amount": "-2.00", "source": "art. R. 160-19"},
            ],
        },
        {
            "id": "2", "label": "Anesthésie", "charged": "1400.05", "base": "170.00",
            "amo": "168.00", "amc": "136.00", "top_up": "0.00", "member": "1096.05", "steps": [],
        },
    ],
    "stay": [
        {"id": "daily_hospital_fee", "charged": "80.00", "amo": "0.00", "amc": "80.00", "member": "0.00", "steps": []},
        {"id": "private_room", "charged": "340.00", "amo": "0.00", "amc": "240.00", "member": "100.00",
         "steps": [{"rule": "room", "text": "Quatre jours.", "amount": "240.00", "source": ""}]},
    ],
    "total": {"charged": "3020.05", "amo": "625.80", "amc": "823.84", "top_up": "0.00", "member": "1570.41"},
    "warnings": [{"code": "modifiers_assumed_none", "text": "Aucun modificateur n’a été pris en compte.", "line": "1"}],
}  # fmt: skip
QUOTE: dict[str, Any] = {
    "date": "2026-12-10",
    "setting": "inpatient",
    "lines": [
        {"id": "1", "code": "NEKA020", "activity": 1, "sector": "sector_2", "fee": "1200.00"},
        {"id": "2", "code": "NEKA020", "activity": 4, "sector": None, "fee": "1400.05"},
    ],
}


def sheet(estimate: dict[str, Any] = ESTIMATE, **changes: Any) -> EstimateSheet:
    return EstimateSheet(
        estimate=estimate, quote=QUOTE, reference="7F3K2Q", made_on=date(2026, 11, 21), cover="Confort", **changes
    )


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
    return [item[column] for item in items for column in columns] + steps


def test_every_amount_of_the_estimate_is_on_the_page() -> None:
    text = text_of(estimate_pdf(sheet()))

    for amount in amounts_in(ESTIMATE):
        assert euros(amount) in text, amount


def test_the_first_figure_of_the_page_is_what_is_left_to_pay() -> None:
    text = text_of(estimate_pdf(sheet()))

    assert text.index(euros("1570.41")) < text.index(euros("3020.05")) < text.index(euros("1200.00"))


def test_each_line_tells_its_four_amounts_in_the_order_of_the_columns() -> None:
    rows = {row["label"]: row["amounts"] for row in page_of(sheet())["rows"]}

    assert rows["Anesthésie"] == [euros(a) for a in ("1400.05", "168.00", "136.00", "1096.05")]
    assert rows["Chambre particulière"] == [euros(a) for a in ("340.00", "0.00", "240.00", "100.00")]


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

    assert text.count(euros("810.10")) == 2
    assert "secteur 2 sans OPTAM" in flat(text)


def test_the_top_up_cover_has_its_column_only_when_it_pays() -> None:
    paid = copy.deepcopy(ESTIMATE)
    paid["total"] |= {"top_up": "70.41", "member": "1500.00"}

    assert "Surcomplémentaire" not in text_of(estimate_pdf(sheet()))
    assert euros("70.41") in text_of(estimate_pdf(sheet(paid)))


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


def test_the_bar_says_in_words_what_it_draws() -> None:
    alternative = page_of(sheet())["total"]["bar"]["alt"]

    for amount in ("3020.05", "625.80", "823.84", "1570.41"):
        assert euros(amount) in alternative
    assert alternative.endswith("(52\u202f%).")


def test_a_free_line_has_no_bar_and_does_not_break_the_page() -> None:
    free = copy.deepcopy(ESTIMATE)
    free["lines"][0] |= {"charged": "0.00", "amo": "0.00", "amc": "0.00", "member": "0.00"}

    assert page_of(sheet(free))["rows"][0]["bar"] is None
    assert estimate_pdf(sheet(free)).startswith(b"%PDF-")


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
            assert euros(item[column]) in text, (item, column)
    for item in items:
        for step in item.get("steps", ()):
            assert step["amount"] is None or euros(step["amount"]) in text
    for limit in estimate.get("range", {}).get("member", {}).values():
        assert euros(limit) in text


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


def test_each_sector_gives_its_total_and_what_each_line_would_leave() -> None:
    estimate, pdf = rendered(UNSURE)
    page = page_of(EstimateSheet(estimate, UNSURE, "7F3K2Q", date(2026, 11, 21)))
    lines = page["hypotheses"]["by_item"]["rows"]

    assert [row["amounts"][-1] for row in page["hypotheses"]["rows"]] == [
        euros(each["total"]["member"]) for each in estimate["hypotheses"]
    ]
    assert lines[0]["amounts"] == [euros(each["lines"][0]["member"]) for each in estimate["hypotheses"]]
    assert len(lines) == len(estimate["lines"]) + len(estimate["stay"])
    assert "calculées ici dans le cas le plus coûteux : secteur 2 sans OPTAM" in flat(text_of(pdf))


def test_a_range_without_width_says_that_the_sector_changes_nothing() -> None:
    same = copy.deepcopy(ESTIMATE)
    same["range"] = {"member": {"min": "1570.41", "max": "1570.41"}}

    page = page_of(sheet(same))

    assert page["range"] == "Ce montant est le même quel que soit le secteur du praticien, qui n’est pas connu."


def test_a_warning_names_its_lines_and_is_said_once() -> None:
    warned = copy.deepcopy(ESTIMATE)
    text = "Aucun modificateur n’a été pris en compte."
    warned["warnings"] = [
        {"code": "modifiers_assumed_none", "text": text, "line": "1"},
        {"code": "modifiers_assumed_none", "text": text, "line": "2"},
        {"code": "mostly_civil_servants", "text": "Vérifiez votre régime."},
        {"code": "after_last_check", "text": "Nos valeurs datent."},
    ]

    page = page_of(sheet(warned))

    assert page["notices"] == [
        {"concerned": "Remplacement de la hanche · Anesthésie", "text": text},
        {"concerned": None, "text": "Vérifiez votre régime."},
    ]
    assert page["limits"][-1] == "Nos valeurs datent."


def test_what_the_conversation_assumed_stands_beside_what_the_engine_warns_of() -> None:
    assumed = copy.deepcopy(ESTIMATE)
    assumed["warnings"] = []
    assumed["assumptions"] = [
        {"code": "approximate", "field": "line.fee", "line": 1, "text": "Un montant du devis est approximatif."},
        {"code": "exemption_unknown", "field": "exemption", "line": None, "text": "Sans prise en charge à 100 %."},
        {"code": "no_cover", "field": None, "line": None, "text": "Aucune mutuelle n’est comptée."},
    ]

    page = page_of(sheet(assumed))

    assert page["notices"] == [
        {"concerned": "Remplacement de la hanche", "text": "Un montant du devis est approximatif."},
        {"concerned": None, "text": "Sans prise en charge à 100 %."},
    ]


def test_the_page_does_not_suppose_a_pathway_that_the_quote_denies() -> None:
    def said(patient: dict[str, Any]) -> str:
        return text_of(
            estimate_pdf(EstimateSheet(ESTIMATE, {**QUOTE, "patient": patient}, "7F3K2Q", date(2026, 11, 21)))
        )

    assert "respectez le parcours" in flat(said({}))
    outside = flat(said({"in_pathway": False, "exemption": "ald"}))
    assert "respectez le parcours" not in outside
    assert "hors parcours de soins coordonnés" in outside
    assert "Affection de longue durée" in outside


def test_what_the_year_has_used_is_part_of_what_the_page_supposes() -> None:
    used = EstimateSheet(
        ESTIMATE, {**QUOTE, "consumed": {"participations": 3}}, "7F3K2Q", date(2026, 11, 21), cover="C"
    )

    assert any("encore rien utilisé" in limit for limit in page_of(sheet())["limits"])
    assert any("déjà utilisé" in limit for limit in page_of(used)["limits"])


def test_twelve_lines_split_no_row_and_leave_no_heading_alone() -> None:
    _, pdf = rendered(TWELVE_LINES)
    pages = [flat(page) for page in pages_of(pdf)]

    assert len(pages) <= 6
    for code, tooth, fee in TEETH:
        name, charged = f"code {code} · dent {tooth} ·", flat(euros(fee))
        in_table, explained = (page for page in pages for _ in range(page.count(name)))
        assert charged in in_table
        assert f"{name} facturé {charged}" in explained
        steps = explained.split(f"{name} facturé {charged}")[1].split(" · code ")[0]
        assert "à votre charge." in steps  # the last step is on the page of its heading
    titles = ("Ligne par ligne", "Points à vérifier", "Ce que cette estimation ne dit pas", "Comment ce montant")
    for page in pages:
        body = page.split("Estimation indicative, sans valeur contractuelle")[0]
        assert not any(title in body[-45:] for title in titles), body[-80:]


def test_two_lines_of_one_act_are_told_apart_where_they_are_explained() -> None:
    _, pdf = rendered(TWELVE_LINES)
    explained = flat(text_of(pdf)).split("Couronne céramique sur métal, molaire · code HBLD734")[1:]

    assert [rest.split(" · ")[1] for rest in explained] == ["dent 26", "dent 36"]


def test_one_line_is_one_page() -> None:
    line = {"id": "1", "code": "CS", "base": "31.50", "fee": "60.00", "sector": "sector_2_optam"}
    quote = {"date": "2026-06-01", "setting": "outpatient", "lines": [line], "guarantee_id": "mnh-confort"}

    assert len(pages_of(rendered(quote, cover="MNH Confort (fictive)", fictitious=True)[1])) == 1


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

    items = len(estimate["lines"]) + len(estimate["stay"])
    assert kinds["/H1"] == 1
    assert kinds["/H3"] == items + 1  # the line-by-line table of the hypotheses has its own
    assert kinds["/Table"] == 3
    assert kinds["/TH"] == 5 + 4 + 4
    assert kinds["/Figure"] == 1 + items
    steps = sum(len(item["steps"]) for item in [*estimate["lines"], *estimate["stay"]])
    assert kinds["/LI"] >= steps
