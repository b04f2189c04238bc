"""A page as it comes out of a scanner or a telephone: noise, shade, slant, perspective, a table around it."""

import io
import random
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
import pypdfium2
from PIL import Image, ImageFilter

DOTS = 150 / 72


def photographed(pdf: bytes, form: str, seed: int) -> bytes:
    """Return a PDF in one of FORMS: a PDF of pictures for a scan, else the first page as a JPEG."""
    chance = random.Random(f"{form} {seed}")  # noqa: S311  fictitious papers, made again the same
    pages = [page.render(scale=DOTS).to_pil().convert("L") for page in pypdfium2.PdfDocument(pdf)]
    return _scan(pages, chance) if form == SCAN else PHOTOGRAPHS[form](pages[0], chance)


def _scan(pages: Sequence[Image.Image], chance: random.Random) -> bytes:
    first, *others = [
        _noisy(page.rotate(chance.uniform(-0.8, 0.8), Image.Resampling.BICUBIC, fillcolor=252), chance, 6)
        for page in pages
    ]
    return _written(first, "PDF", quality=60, append_images=others, save_all=True)


def _photo(page: Image.Image, chance: random.Random, *, hard: bool = False) -> bytes:
    depth = 0.035 if hard else 0.015
    laid = Image.new("L", (page.width + 120, page.height + 120), 95)
    laid.paste(page, (60, 60))
    bend = [chance.uniform(-depth, depth) for _ in range(8)]
    wide, high = laid.size
    corners = [(0, 0), (0, high), (wide, high), (wide, 0)]
    quad = [
        part
        for (x, y), dx, dy in zip(corners, bend[::2], bend[1::2], strict=True)
        for part in (x + dx * wide, y + dy * high)
    ]
    seen = laid.transform(laid.size, Image.Transform.QUAD, quad, Image.Resampling.BICUBIC, fillcolor=95)
    if hard:
        seen = seen.filter(ImageFilter.GaussianBlur(0.8))
    return _written(_noisy(_shaded(seen, chance), chance, 14 if hard else 8), "JPEG", quality=55 if hard else 70)


def _hard(page: Image.Image, chance: random.Random) -> bytes:
    return _photo(page, chance, hard=True)


def _rotated(page: Image.Image, chance: random.Random) -> bytes:
    with Image.open(io.BytesIO(_photo(page, chance))) as photo:
        turned = photo.rotate(chance.choice((90, 180, 270)), expand=True)
        return _written(turned, "JPEG", quality=75)


def _shaded(image: Image.Image, chance: random.Random) -> Image.Image:
    across = np.linspace(1.0, chance.uniform(0.65, 0.85), image.width)
    return Image.fromarray((np.asarray(image, float) * across).astype(np.uint8))


def _noisy(image: Image.Image, chance: random.Random, strength: float) -> Image.Image:
    noise = np.random.default_rng(chance.randrange(2**32)).normal(0, strength, (image.height, image.width))
    return Image.fromarray(np.clip(np.asarray(image, float) + noise, 0, 255).astype(np.uint8))


def _written(image: Image.Image, kind: str, quality: int, **more: Any) -> bytes:
    content = io.BytesIO()
    image.save(content, kind, quality=quality, resolution=150, **more)
    return content.getvalue()


SCAN = "scan"
PHOTOGRAPHS: Mapping[str, Callable[[Image.Image, random.Random], bytes]] = {
    "photo": _photo,
    "photo_hard": _hard,
    "photo_rotated": _rotated,
}
FORMS = (SCAN, *PHOTOGRAPHS)
