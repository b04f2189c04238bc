/** The card of an estimate, laid out from the page that the service made: the PDF and the advisors' page say the same. */
import { bar, swatch } from "./bar.js";
import { h, icon, uid } from "./dom.js";
import { euros, inSentence, toCents } from "./format.js";
import { say } from "./wording.js";

const amount = (text, attributes = {}) => h("span", { class: "amount", ...attributes }, text);

const action = (...keys) => say("estimate_page", "actions", ...keys);

export const pdf = (analysis) => `/api/v1/analyses/${encodeURIComponent(analysis)}.pdf`;

/** The lowest and the highest that may be left to pay, as the headline of an estimate says them. */
export function leftInWords({ min, max }) {
  if (min !== max) return say("estimate_page", "left", "between", { min: euros(min), max: euros(max) });
  return toCents(max) === 0 ? say("estimate_page", "left", "nothing") : euros(max);
}

const ledger = ({ rows, result }) =>
  h("table", { class: "ledger" },
    h("tbody", {}, rows.map((row) =>
      h("tr", {},
        h("th", { scope: "row" }, row.payer && swatch(row.payer),
          h("span", {}, row.label, row.computed && h("span", { class: "computed" }, row.computed))),
        h("td", { class: "amount" }, row.amount)))),
    h("tfoot", {}, h("tr", {},
      h("th", { scope: "row" }, swatch("member"), h("span", {}, result.label)),
      h("td", { class: "amount" }, result.amount))));

const title = ({ label, detail }, figure) =>
  h("p", { class: "title" },
    h("span", {}, h("strong", {}, label), detail && h("span", { class: "detail" }, detail)),
    figure && amount(figure));

const paidItem = (item, words) =>
  h("li", {}, item.refused
    ? [title(item, item.charged), h("p", { class: "small" }, h("strong", {}, words.not_estimated), ". ", item.refused)]
    : [title(item, item.member), item.bar && bar(item.bar, true), ledger(item.ledger)]);

/** Line by line; what leaves nothing to pay is folded. A quote of one line has its ledger above. */
const lines = ({ alone, items, nothing_left: rest, words }) =>
  !alone && [
    h("h4", {}, words.lines),
    h("ol", { class: "pay-lines" }, items.map((item) => paidItem(item, words))),
    rest.length > 0 && h("details", { "data-testid": "estimate-nothing-left" },
      h("summary", {}, `${words.nothing_left} (${rest.length})`),
      h("ul", { class: "pay-lines" }, rest.map((item) => paidItem(item, words)))),
  ];

const remark = ({ concerned, text }) => [concerned && [h("strong", {}, concerned), " – "], text];

/** Each hypothesis with « Changer », which opens the field that would make it a fact. */
const supposed = ({ supposed: those, words }, edit) =>
  those.length > 0 && [
    h("h4", {}, words.supposed),
    h("ul", { class: "supposed", "data-testid": "estimate-supposed" }, those.map((one) =>
      h("li", {}, h("span", {}, remark(one)),
        one.field && edit && h("button", { type: "button", class: "button", onclick: () => edit(one.field, one.line) },
          action("change"), h("span", { class: "visually-hidden" }, ` – ${one.text}`))))),
  ];

const nextSteps = ({ next_steps: steps, words }) =>
  steps.length > 0 && [
    h("h4", {}, words.next_steps),
    h("ul", { class: "next-steps", "data-testid": "estimate-next" }, steps.map((step) =>
      h("li", {}, h("strong", {}, step.title), h("span", {}, step.text)))),
  ];

const list = (heading, rows) => rows.length > 0 && [h("h4", {}, heading), h("ul", { class: "limits" }, rows.map((row) => h("li", {}, row)))];

const hypotheses = ({ hypotheses: cases }) =>
  cases && [
    h("h4", {}, cases.title),
    h("p", { class: "small" }, cases.text),
    h("table", { class: "small" },
      h("thead", {}, h("tr", {}, h("th", { scope: "col" }, cases.first_column), h("th", { scope: "col", class: "amount" }, cases.columns.at(-1)))),
      h("tbody", {}, cases.rows.map(({ label, amounts }) =>
        h("tr", {}, h("th", { scope: "row" }, label), h("td", { class: "amount" }, amounts.at(-1)))))),
  ];

const step = (one) =>
  h("li", {},
    h("span", { class: "step" }, h("span", {}, one.text), one.amount && amount(one.amount)),
    one.source && h("span", { class: "source" }, one.source));

const explained = ({ items, nothing_left: rest, words }) =>
  h("details", { "data-testid": "estimate-steps" },
    h("summary", {}, words.explained),
    [...items, ...rest].filter((item) => item.steps?.length > 0).map((item) =>
      [h("h5", {}, item.label), h("ol", { class: "steps" }, item.steps.map(step))]));

/** `actions`: what « Modifier » (a field and its line, or none) and « Envoyer » do. */
export function estimateCard({ page, analysis_id: id }, { actions }) {
  const heading = uid("estimate");
  return h("article", { class: "card estimate", "aria-labelledby": heading, "data-testid": "estimate-card" },
    h("h3", { id: heading, tabindex: "-1" }, page.heading),
    h("p", { class: "notice plain replaced-notice" }, say("estimate_page", "replaced")),
    h("p", { class: "headline" }, amount(page.headline, { "data-testid": "estimate-member" })),
    h("p", { class: "small muted" }, page.subtitle, h("span", { class: "printed" }, `. ${page.made_on}, ${inSentence(page.reference)}`)),
    page.reasons.map((reason) => h("p", { class: "small", "data-testid": "estimate-range" }, reason)),
    page.alone && title(page.alone),
    page.case && h("p", { class: "small muted" }, page.case),
    page.total.bar && bar(page.total.bar),
    ledger(page.total),
    supposed(page, actions.edit),
    nextSteps(page),
    h("div", { class: "actions" },
      id && h("a", { class: "button primary", href: pdf(id), download: "", "data-testid": "estimate-pdf" }, icon("download"), action("pdf")),
      actions.edit && h("button", { type: "button", class: "button", onclick: () => actions.edit() }, icon("edit"), action("edit")),
      actions.handover && h("button", { type: "button", class: "button", onclick: actions.handover }, icon("send"), action("handover"))),
    list(page.words.notices, page.notices.map(remark)),
    lines(page),
    hypotheses(page),
    explained(page),
    list(page.words.limits, page.limits));
}

/** Mark the cards whose quote has changed since: all but the newest, and the newest too once it is outdated. */
export function markReplaced(log, outdated) {
  log.querySelectorAll(".estimate").forEach((card, index, cards) =>
    card.classList.toggle("replaced", outdated || index < cards.length - 1));
}

/** What is said in an estimate's turn, at its instant, repeats the card for those who have none: marked, without its actions. */
export function besideCards(messages) {
  let at = null;
  return messages.map((message) => {
    if (message.card?.page) at = message.at;
    return message.at === at ? { ...message, buttons: [], beside: true } : message;
  });
}
