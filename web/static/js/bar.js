/** Who pays what, as one stacked bar: colours, a pattern for each payer, and the same figures as text. */
import { h, svg, uid } from "./dom.js";

const MARKS = {
  amo: () => svg("path", { d: "M-2,2 l4,-4 M0,8 l8,-8 M6,10 l4,-4", class: "pattern-mark" }),
  amc: () => svg("circle", { cx: 4, cy: 4, r: 1.5, class: "pattern-dot" }),
  top_up: () => svg("path", { d: "M4,0 v8 M0,4 h8", class: "pattern-mark" }),
  member: () => null,
};

/** The patterns, once a page: url(#…) reads the page itself only. */
function definePatterns() {
  if (document.getElementById("payer-amo")) return;
  const patterns = Object.entries(MARKS).map(([payer, mark]) =>
    svg("pattern", { id: `payer-${payer}`, width: 8, height: 8, patternUnits: "userSpaceOnUse" },
      svg("rect", { width: 8, height: 8, class: `payer-${payer}` }),
      mark(),
    ),
  );
  document.body.append(svg("svg", { class: "bar-defs", "aria-hidden": "true" }, svg("defs", {}, patterns)));
}

/** What the page drew: `shares` (payer, part from 0 to 1) and `alt`, the sentence that says the same. */
export function bar({ shares, alt }, thin = false) {
  definePatterns();
  const title = uid("bar");
  let start = 0;
  const shapes = shares.map(({ payer, part }) => {
    const x = `${start * 100}%`;
    start += part;
    return [
      svg("rect", { x, width: `${part * 100}%`, height: "100%", fill: `url(#payer-${payer})` }),
      x !== "0%" && svg("line", { x1: x, x2: x, y1: 0, y2: "100%", class: "separator" }),
    ];
  });
  return svg("svg", { class: thin ? "bar thin" : "bar", role: "img", "aria-labelledby": title },
    svg("title", { id: title }, alt), shapes);
}

/** The small square with a payer's pattern, beside its name. */
export const swatch = (payer) =>
  svg("svg", { class: "swatch", "aria-hidden": "true" }, svg("rect", { width: "100%", height: "100%", fill: `url(#payer-${payer})` }));

export const legend = (payers) =>
  h("ul", { class: "legend" }, payers.map(({ payer, label, amount }) =>
    h("li", {}, swatch(payer), h("span", {}, label), h("span", { class: "amount" }, amount))));
