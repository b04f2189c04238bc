/** Who pays what, as one stacked bar: colours, a pattern for each payer, and the same figures as text. */
import { h, svg, uid } from "./dom.js";
import { euros, toCents } from "./format.js";
import { say } from "./wording.js";

const ORDER = ["amo", "amc", "top_up", "member"];

const MARKS = {
  amo: () => svg("path", { d: "M-2,2 l4,-4 M0,8 l8,-8 M6,10 l4,-4", class: "pattern-mark" }),
  amc: () => svg("circle", { cx: 4, cy: 4, r: 1.5, class: "pattern-dot" }),
  top_up: () => svg("path", { d: "M4,0 v8 M0,4 h8", class: "pattern-mark" }),
  member: () => null,
};

/** The patterns, once a page: url(#…) reads the page itself only. */
function definePatterns() {
  if (document.getElementById("payer-amo")) return;
  const patterns = ORDER.map((payer) =>
    svg("pattern", { id: `payer-${payer}`, width: 8, height: 8, patternUnits: "userSpaceOnUse" },
      svg("rect", { width: 8, height: 8, class: `payer-${payer}` }),
      MARKS[payer](),
    ),
  );
  document.body.append(svg("svg", { class: "bar-defs", "aria-hidden": "true" }, svg("defs", {}, patterns)));
}

const paid = (figures) => ORDER.filter((payer) => payer === "member" || toCents(figures[payer]) > 0);

/** « Assurance Maladie 237,70 €, Mutuelle 167,85 €, Reste à payer 194,45 € » */
const inWords = (figures) =>
  paid(figures).map((payer) => `${say("names", payer)} ${euros(figures[payer])}`).join(", ");

export function bar(figures, thin = false) {
  definePatterns();
  const total = ORDER.reduce((sum, payer) => sum + toCents(figures[payer]), 0);
  const title = uid("bar");
  const shapes = [];
  let start = 0;
  for (const payer of total > 0 ? paid(figures) : []) {
    const share = (toCents(figures[payer]) * 100) / total;
    shapes.push(svg("rect", { x: `${start}%`, width: `${share}%`, height: "100%", fill: `url(#payer-${payer})` }));
    if (start > 0 && share > 0) {
      shapes.push(svg("line", { x1: `${start}%`, x2: `${start}%`, y1: 0, y2: "100%", class: "separator" }));
    }
    start += share;
  }
  return svg("svg", { class: thin ? "bar thin" : "bar", role: "img", "aria-labelledby": title },
    svg("title", { id: title }, say("estimate_page", "alternative", { charged: euros(figures.charged), shares: inWords(figures) })),
    shapes,
  );
}

export function legend(figures) {
  return h("ul", { class: "legend" }, paid(figures).map((payer) =>
    h("li", {},
      svg("svg", { class: "swatch", "aria-hidden": "true" },
        svg("rect", { width: "100%", height: "100%", fill: `url(#payer-${payer})` })),
      h("span", {}, say("names", payer)),
      h("span", { class: "amount" }, euros(figures[payer])),
    ),
  ));
}
