"""The same reading beside the file of a case: what an advisor sees of it, and takes into the copy of the draft."""

import io

import pytest
from PIL import Image
from starlette.testclient import TestClient

from auth_gateway.pages import desk_reading
from auth_gateway.papers import strip
from auth_gateway.staff import StaffScope
from quote_reading import read_text
from tests.support.desk import opened, sent
from tests.support.gateway import Gateway
from tests.support.papers.making import TODAY
from tests.support.people import advisor
from tests.support.reading_talks import BOTH, QUOTE, Listener, lines_of, talker_in, was_read, with_assistant

FILES = "/api/v1/console/files"


@pytest.fixture
def gateway(gateway: Gateway) -> Gateway:
    return with_assistant(gateway, Listener())


@pytest.fixture
def desk(gateway: Gateway) -> TestClient:
    account = advisor()
    gateway.save(account, StaffScope(account_id=account.id, mutuelle_id="mnh"))
    return gateway.sign_in(account)


def test_a_paper_that_is_handed_over_comes_with_its_reading_line_by_line(gateway: Gateway, desk: TestClient) -> None:
    talker = talker_in(gateway)
    read = was_read(talker)["read"]
    case = sent(talker, document=read["document"])

    (file,) = opened(desk, case)["files"]
    line = desk.get(f"{FILES}/{file['id']}/lines/1.png")

    assert file["reading"]["lines"] == read["lines"]
    with Image.open(io.BytesIO(line.content)) as picture:
        assert picture.height < picture.width / 4, "the line alone"
    assert line.headers["cache-control"] == "no-store"
    assert desk.get(f"{FILES}/{file['id']}/lines/3.png").status_code == 404
    assert talker.client.get(f"{FILES}/{file['id']}/lines/1.png").status_code == 404
    assert gateway.client().get(f"{FILES}/{file['id']}/lines/1.png").status_code == 401


def test_a_file_that_nobody_read_is_read_at_the_desk_and_taken_into_the_copy(
    gateway: Gateway, desk: TestClient
) -> None:
    talker = talker_in(gateway)
    talker.say("HBLD038 dent 36 à 290 euros")
    form = {"comment": "Lu ?", "conversation_id": talker.id}
    files = {"file": ("devis.pdf", QUOTE, "application/pdf")}
    case = talker.client.post("/api/v1/cases", data=form, files=files).json()["id"]
    (file,) = opened(desk, case)["files"]

    unread, page = file["reading"], f"/conseiller/dossiers/{case}/fichiers/{file['id']}"
    read = desk.post(f"{FILES}/{file['id']}/reading")
    taken = desk.post(f"{page}/reprendre", data={"ligne": ["1", "2"]}, follow_redirects=False)

    assert (unread, read.status_code, taken.status_code) == (None, 204, 303)
    (estimate,) = opened(desk, case)["estimates"]
    assert lines_of(estimate["draft"]) == BOTH
    assert lines_of(talker.draft()) == [("HBLD038", 36, "290.00")]


def test_the_page_of_a_case_offers_to_read_and_shows_what_was_read(gateway: Gateway, desk: TestClient) -> None:
    talker = talker_in(gateway)
    case = sent(talker, document=was_read(talker)["read"]["document"])

    page = desk.get(f"/conseiller/dossiers/{case}").text

    assert "Reprendre dans la copie" in page
    assert "HBLD634" in page


def test_a_value_that_was_not_found_is_named_with_its_doubt_and_an_act_without_a_code_by_its_words() -> None:
    told = read_text("Devis\nDent  Code  Acte  Honoraires\nHBLD634  Couronne  515,00 €\nBlanchiment  90,00 €\n", TODAY)

    laid_out = desk_reading.reading(told.as_json())

    assert laid_out is not None
    crown, whitening = ({one["label"]: one for one in line["values"]} for line in laid_out["lines"])
    assert crown["Dent"]["doubt"] == "le devis ne le dit pas, ou je ne l’ai pas trouvé"
    assert whitening["Acte"]["words"] == "Blanchiment"


def test_a_name_in_a_strip_is_covered() -> None:
    written = io.BytesIO()
    Image.new("L", (400, 200), "white").save(written, "PNG")
    where = {"page": 1, "box": [0, 0.25, 1, 0.75]}
    private = [{"page": 1, "box": [0.5, 0.4, 0.75, 0.6]}, {"page": 2, "box": [0, 0, 0.2, 1]}]

    with Image.open(io.BytesIO(strip(written.getvalue(), where, private))) as cut:
        assert cut.getpixel((250, cut.height // 2)) == 0
        assert cut.getpixel((20, cut.height // 2)) == 255
