"""Read the words of painted pages from their pictures: run in a cage, in the environment of `requirements/reading.txt`.

    var/reading-venv/bin/python -I ocr.py < pages > words

Both ways a JSON header with its length before it (four bytes), then PNG pictures one after the other. In:
`{"sizes": [bytes of each page]}`; out, the pictures upright and flat, as they were read: `{"pages": [{"bytes", "width",
"height", "unevenness", "words": [[text, left, top, right, bottom, sure], …]}]}`, or `{"refused": code}`. This program
imports nothing of ours. The models come with their package; once they are loaded, and before the first page is looked
at, it gives up new files, sockets, processes, and all but some memory and some seconds for each page.
"""

import json
import os
import resource
import sys
from collections.abc import Iterator
from typing import Any

import cv2
import numpy as np
from rapidocr import RapidOCR

YIELDS = 5  # of niceness: whoever is being answered goes first
SECONDS_A_PAGE = 20
BYTES = 3 << 29  # of addresses: the libraries alone reserve half of it
LONGEST_SIDE_SOUGHT = 1_200  # of a page when words are looked for; they are read at full size
LONGEST_SIDE_LOOKED_AT = 736  # of a page when it is only asked which way up it is
PAGE_SHARE = 0.25  # of a photograph that a page fills at least
PAGE_BRIGHTER = 12  # than what lies around it, of 255
LONGEST_SIDE_OF_OUTLINE = 600  # of a photograph when its page is looked for
THRESHOLDS = range(40, 240, 10)
FULL = 0.97  # of the four-sided outline that the page fills
EDGE = 5.0  # points within and without an edge
LONG_WORDS = 2.0  # times as wide as high: those tell the way of the text
SKEW = 0.2  # degrees that are put right
STRAIGHT = 20.0  # degrees beyond which a slant is no skew
ASKED = 5  # lines that are asked whether they stand on their head
ASKED_WIDTH = 8  # heights of a line
WHITE = (255, 255, 255)
GRAIN, AROUND = (9, 9), (101, 101)  # points of a page: what is smaller is noise, what is larger is shade

LIMITS = {
    resource.RLIMIT_NOFILE: 0,  # no socket either: there is no network without a descriptor
    resource.RLIMIT_NPROC: 0,
    resource.RLIMIT_FSIZE: 0,
    resource.RLIMIT_CORE: 0,
}
SETTINGS = {
    "Global.log_level": "critical",
    "Global.max_side_len": 4_000,
    "EngineConfig.onnxruntime.intra_op_num_threads": 1,
    "EngineConfig.onnxruntime.inter_op_num_threads": 1,
    "Det.limit_type": "max",
    "Det.limit_side_len": LONGEST_SIDE_SOUGHT,
    "Rec.rec_batch_num": 1,  # lines read together are all as long as the longest: twice the memory, and no faster
}
Picture = Any  # an array of colours, (height, width, 3)


def main() -> None:
    os.nice(YIELDS)
    content = sys.stdin.buffer.read()
    length = int.from_bytes(content[:4])
    sizes = json.loads(content[4 : 4 + length])["sizes"]
    cv2.setNumThreads(1)
    reader = RapidOCR(params=SETTINGS)
    _read(reader, _first_page())
    _give_up(SECONDS_A_PAGE * len(sizes))
    pictures: list[bytes] = []
    header: dict[str, object]
    try:
        told, start = [], 4 + length
        for size in sizes:
            page, words = _read(reader, content[start : start + size])
            start += size
            grey = cv2.cvtColor(page, cv2.COLOR_BGR2GRAY)
            pictures.append(cv2.imencode(".png", grey)[1].tobytes())
            size_told = {"bytes": len(pictures[-1]), "width": page.shape[1], "height": page.shape[0]}
            told.append({**size_told, "unevenness": _unevenness(grey), "words": words})
        header = {"pages": told}
    except MemoryError:
        pictures, header = [], {"refused": "file_too_heavy"}
    except Exception:  # noqa: BLE001  whatever breaks on a picture of a stranger, the page is not read
        pictures, header = [], {"refused": "file_unreadable"}
    written = json.dumps(header).encode()
    sys.stdout.buffer.write(len(written).to_bytes(4) + written + b"".join(pictures))


def _first_page() -> bytes:
    """Return a small page with words of ours: models and libraries load what they need when it is first asked."""
    page = np.full((160, 480, 3), 255, np.uint8)
    for row in (50, 110):
        cv2.putText(page, "Devis 1 234,50", (20, row + 15), cv2.FONT_HERSHEY_SIMPLEX, 1.2, (0, 0, 0), 2)
    return bytes(cv2.imencode(".png", page)[1])


def _unevenness(grey: Picture) -> float:
    """Return how far the greys of a page are from what lies around them, edges apart: shade and grain are no mark."""
    high, wide = grey.shape
    middle = grey[high // 12 : high - high // 12, wide // 12 : wide - wide // 12].astype(np.float32)
    return float(np.std(cv2.blur(middle, GRAIN) - cv2.blur(middle, AROUND)))


def _give_up(seconds: int) -> None:
    used = resource.getrusage(resource.RUSAGE_SELF)
    whole = int(used.ru_utime + used.ru_stime) + seconds
    for limit, most in {**LIMITS, resource.RLIMIT_CPU: whole, resource.RLIMIT_AS: BYTES}.items():
        resource.setrlimit(limit, (most, most))


def _read(reader: RapidOCR, png: bytes) -> tuple[Picture, list[list[object]]]:
    page = _flat(cv2.imdecode(np.frombuffer(png, np.uint8), cv2.IMREAD_COLOR))
    page = _upright(reader, page)
    read = reader(page, use_det=True, use_cls=False, use_rec=True, return_word_box=True)
    words: list[list[object]] = []
    for line in read.word_results or () if read.txts else ():
        for text, sure, box in line:
            (left, top), (right, bottom) = np.min(box, axis=0), np.max(box, axis=0)
            words.append([text, float(left), float(top), float(right), float(bottom), round(float(sure), 3)])
    return page, words


def _flat(photo: Picture) -> Picture:
    """Return the page alone, seen from above, when its four edges can be told from what lies around it.

    A page in the shade is darker than a page in the light: every threshold is tried, and the largest outline with four
    corners is kept whose four sides are brighter within than without.
    """
    share = LONGEST_SIDE_OF_OUTLINE / max(photo.shape[:2])
    grey = cv2.cvtColor(photo, cv2.COLOR_BGR2GRAY)
    small = cv2.GaussianBlur(cv2.resize(grey, None, fx=share, fy=share, interpolation=cv2.INTER_AREA), (5, 5), 0)
    found = [corners for level in THRESHOLDS for corners in _outlines(small, level)]
    if not found:
        return photo
    return _seen_from_above(photo, max(found, key=cv2.contourArea) / share)


def _outlines(grey: Picture, level: int) -> Iterator[Picture]:
    """Return what may be a page among what is brighter than a level: its corners from the top left one, clockwise."""
    _, bright = cv2.threshold(grey, level, 255, cv2.THRESH_BINARY)
    bright = cv2.morphologyEx(bright, cv2.MORPH_CLOSE, np.ones((9, 9), np.uint8))
    outlines, _ = cv2.findContours(bright, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    for outline in outlines:
        hull = cv2.convexHull(outline)
        corners = cv2.approxPolyDP(hull, 0.02 * cv2.arcLength(hull, closed=True), closed=True)
        area = cv2.contourArea(corners)
        if len(corners) == 4 and area > PAGE_SHARE * grey.size and cv2.contourArea(outline) > FULL * area:
            ordered = _in_order(corners.reshape(4, 2).astype(np.float32))
            if _stands_out(grey, ordered):
                yield ordered


def _stands_out(grey: Picture, corners: Picture) -> bool:
    """Tell whether each side of an outline is brighter on its inner edge than on its outer one."""
    middle = corners.mean(axis=0)
    for first, second in zip(corners, np.roll(corners, -1, axis=0), strict=True):
        along = np.linspace(first, second, 22)[1:-1]
        inwards = (middle - along) / np.linalg.norm(middle - along, axis=1, keepdims=True)
        inner, outer = _levels(grey, along + EDGE * inwards), _levels(grey, along - EDGE * inwards)
        if np.median(inner - outer) < PAGE_BRIGHTER:
            return False
    return True


def _levels(grey: Picture, points: Picture) -> Picture:
    high, wide = grey.shape
    places = np.clip(points.round().astype(int), 0, (wide - 1, high - 1))
    return grey[places[:, 1], places[:, 0]].astype(float)


def _in_order(corners: Picture) -> Picture:
    """Return four corners from the top left one on, clockwise."""
    sums, differences = corners.sum(axis=1), np.diff(corners, axis=1).ravel()
    order = [np.argmin(sums), np.argmin(differences), np.argmax(sums), np.argmax(differences)]
    return corners[order]


def _seen_from_above(photo: Picture, corners: Picture) -> Picture:
    def side(first: int, second: int) -> float:
        return float(np.linalg.norm(corners[first] - corners[second]))

    width, height = int(max(side(0, 1), side(2, 3))), int(max(side(0, 3), side(1, 2)))
    flat = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    return cv2.warpPerspective(
        photo, cv2.getPerspectiveTransform(corners, flat), (width, height), flags=cv2.INTER_CUBIC
    )


def _upright(reader: RapidOCR, page: Picture) -> Picture:
    """Turn a page so that its text goes from left to right, level, the right way up."""
    boxes = _boxes(reader, page)
    if _go_down(boxes):
        boxes = np.stack([page.shape[0] - boxes[..., 1], boxes[..., 0]], axis=-1)[:, [3, 0, 1, 2]]
        page = cv2.rotate(page, cv2.ROTATE_90_CLOCKWISE)
    width, height = _sides(boxes)
    long = boxes[width > LONG_WORDS * height]
    if len(long) == 0:
        return page
    if _on_its_head(reader, [_cut(page, box) for box in long[np.argsort(-_sides(long)[0])[:ASKED]]]):
        return _level(cv2.rotate(page, cv2.ROTATE_180), long)
    return _level(page, long)


def _on_its_head(reader: RapidOCR, lines: list[Picture]) -> bool:
    """Tell whether lines are read better when they are turned by half."""
    lines = [line for line in lines if min(line.shape[:2]) > 0]
    turned = [cv2.rotate(line, cv2.ROTATE_180) for line in lines]
    return sum(_legible(reader, line) for line in turned) > sum(_legible(reader, line) for line in lines)


def _legible(reader: RapidOCR, line: Picture) -> float:
    read = reader(line, use_det=False, use_cls=False, use_rec=True, return_word_box=False)
    return float(sum(read.scores)) if read.txts and len(read.txts[0].strip()) > 1 else 0.0


def _boxes(reader: RapidOCR, page: Picture) -> Picture:
    """Return the corners of the lines of text, by a quick look, in points of the page, from the top left clockwise."""
    share = min(1.0, LONGEST_SIDE_LOOKED_AT / max(page.shape[:2]))
    small = cv2.resize(page, None, fx=share, fy=share, interpolation=cv2.INTER_AREA)
    found = reader(small, use_det=True, use_cls=False, use_rec=False, return_word_box=False).boxes
    return np.empty((0, 4, 2)) if found is None else np.asarray(found) / share


def _sides(boxes: Picture) -> tuple[Picture, Picture]:
    return np.linalg.norm(boxes[:, 1] - boxes[:, 0], axis=1), np.linalg.norm(boxes[:, 3] - boxes[:, 0], axis=1)


def _go_down(boxes: Picture) -> bool:
    """Tell whether most lines stand on their side."""
    width, height = _sides(boxes)
    return bool(np.sum(height > LONG_WORDS * width) > np.sum(width > LONG_WORDS * height))


def _level(page: Picture, lines: Picture) -> Picture:
    """Put a slant right; that of a page turned by half is the same."""
    along = lines[:, 1] - lines[:, 0]
    slant = float(np.median(np.degrees(np.arctan2(along[:, 1], along[:, 0]))))
    if not SKEW < abs(slant) < STRAIGHT:
        return page
    high, wide = page.shape[:2]
    turn = cv2.getRotationMatrix2D((wide / 2, high / 2), slant, 1.0)
    return cv2.warpAffine(page, turn, (wide, high), flags=cv2.INTER_CUBIC, borderValue=WHITE)


def _cut(page: Picture, box: Picture) -> Picture:
    """Return the beginning of a line: enough to tell which way up it is."""
    (left, top), (right, bottom) = box.min(axis=0).astype(int), box.max(axis=0).astype(int)
    return page[max(0, top) : bottom, max(0, left) : min(right, left + ASKED_WIDTH * (bottom - top))]


if __name__ == "__main__":
    main()
