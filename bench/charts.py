"""A small chart as SVG: pairs of bars, each pair on a scale of its own, readable on light and dark pages."""

from xml.sax.saxutils import escape

WIDTH, LEFT, ROW, BAR = 760, 290, 62, 18
OURS, STOCK = "#0f766e", "#94a3b8"


def bars(title: str, rows: list[tuple[str, float, float]]) -> str:
    """Return a chart of what was measured: (name, of this product, of stock Rasa)."""
    height = 70 + ROW * len(rows)
    legend = ((16, OURS, "this product"), (140, STOCK, "stock Rasa"))
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img" font-family="sans-serif">',
        f"<title>{escape(title)}</title>",
        f'<rect width="{WIDTH}" height="{height}" rx="8" fill="#ffffff"/>',
        f'<text x="16" y="28" font-size="14" font-weight="600" fill="#0f172a">{escape(title)}</text>',
        '<g font-size="13" fill="#0f172a">',
    ]
    for x, colour, name in legend:
        parts.append(f'<rect x="{x}" y="42" width="12" height="12" fill="{colour}"/>')
        parts.append(f'<text x="{x + 18}" y="53">{name}</text>')
    for number, (name, ours, stock) in enumerate(rows):
        top = 72 + ROW * number
        parts.append(f'<text x="16" y="{top + 24}">{escape(name)}</text>')
        for place, (value, colour) in enumerate(((ours, OURS), (stock, STOCK))):
            length = (WIDTH - LEFT - 90) * value / max(ours, stock)
            y = top + place * (BAR + 4)
            parts.append(f'<rect x="{LEFT}" y="{y}" width="{length:.0f}" height="{BAR}" rx="3" fill="{colour}"/>')
            parts.append(f'<text x="{LEFT + length + 8:.0f}" y="{y + 14}">{value:g}</text>')
    return "\n".join([*parts, "</g></svg>\n"])
