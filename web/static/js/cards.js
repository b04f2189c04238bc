/** What the conversation shows beside sentences: the estimate, the draft's summary, a document, the hand-over form. */
import { bar, legend } from "./bar.js";
import { h, icon, uid } from "./dom.js";
import { euros, toCents } from "./format.js";
import { handoverForm } from "./handover.js";
import { lineTitle, summaryRows } from "./fields.js";
import { pieces, say, words } from "./wording.js";

const amount = (text, attributes = {}) => h("span", { class: "amount", ...attributes }, euros(text));

const page = (...keys) => say("estimate_page", ...keys);

const PARTS = ["charged", "amo", "amc", "top_up", "member"];

const parts = (figures) =>
  h("dl", { class: "parts" }, PARTS
    .filter((key) => key in figures && (key !== "top_up" || toCents(figures[key]) > 0))
    .map((key) => h("div", {}, h("dt", {}, say("names", key)), h("dd", {}, euros(figures[key])))));

const paidItem = (title, figures) =>
  h("li", {},
    h("p", { class: "title" }, h("strong", {}, title), amount(figures.member)),
    bar(figures, true),
    parts(figures));

const step = (item) =>
  h("li", {},
    h("span", { class: "step" }, h("span", {}, item.text), item.amount && amount(item.amount)),
    item.source && h("span", { class: "source" }, item.source));

const explained = (title, item) =>
  item.steps?.length > 0 && [h("h5", {}, title), h("ol", { class: "steps" }, item.steps.map(step))];

function hypotheses(estimate) {
  if (!estimate.hypotheses?.length) return null;
  return [
    h("h4", {}, page("hypotheses", "title")),
    h("p", { class: "small" }, page("hypotheses", "text")),
    h("table", { class: "small" },
      h("thead", {}, h("tr", {},
        h("th", { scope: "col" }, page("hypotheses", "first_column")),
        h("th", { scope: "col", class: "amount" }, say("names", "member")))),
      h("tbody", {}, estimate.hypotheses.map(({ label, sector, total }) =>
        h("tr", {},
          h("th", { scope: "row" }, label ?? words("fields", "choices", "line.sector")[sector]),
          h("td", { class: "amount" }, euros(total.member)))))),
  ];
}

/** Warnings about what we know, not about the quote: they stand among the limits. */
const OUR_LIMITS = ["after_last_check", "flat_fee_date_disputed"];

/** What to check, once each, with the lines concerned. */
function notices(warnings, names) {
  const concerned = new Map();
  for (const { text, line } of warnings) {
    concerned.set(text, [...(concerned.get(text) ?? []), ...(line in names ? [names[line]] : [])]);
  }
  return concerned.size > 0 && [
    h("h4", {}, page("notices")),
    h("ul", { class: "limits" }, [...concerned].map(([text, lines]) =>
      h("li", {}, lines.length > 0 && [h("strong", {}, lines.join(" · ")), " – "], text))),
  ];
}

const spread = ({ min, max }) =>
  min === max
    ? page("same_everywhere")
    : pieces("estimate_page", "range", { min: amount(min), max: amount(max) });

/** What tells two lines of one act apart, as long as the draft is still the one that was estimated. */
function lineDetails(estimate, draft) {
  const lines = draft?.lines ?? [];
  const same = lines.length === estimate.lines.length && lines.every((line, index) => line.fee === estimate.lines[index].charged);
  return estimate.lines.map((_, index) => {
    const line = same ? lines[index] : {};
    return line.tooth ? page("tooth", { tooth: line.tooth }) : null;
  });
}

/** Total first, then lines and stay, what to check, the calculation on demand, then the limits, then what can be done. */
export function estimateCard(card, { actions, draft }) {
  const { estimate, analysis_id: id } = card;
  const heading = uid("estimate");
  const stay = estimate.stay ?? [];
  const many = estimate.lines.length > 1;
  const details = lineDetails(estimate, draft);
  const lineName = (line, index) => {
    const label = `${many ? `${index + 1}. ` : ""}${line.label.replaceAll("'", "’")}`;
    return details[index] ? page("named", { label, tooth: details[index] }) : label;
  };
  const names = Object.fromEntries(estimate.lines.map((line, index) => [line.id, lineName(line, index)]));
  const warnings = [...(estimate.warnings ?? []), ...(estimate.assumptions ?? [])];
  const ours = warnings.filter(({ code }) => OUR_LIMITS.includes(code));
  const covered = toCents(estimate.total.amc) + toCents(estimate.total.top_up) > 0;
  const stayName = (item) => words("estimate", "stay")[item.id] ?? item.id;
  return h("article", { class: "card estimate", "aria-labelledby": heading, "data-testid": "estimate-card" },
    h("h3", { id: heading }, page("title")),
    h("p", { class: "headline" },
      h("span", { class: "what" }, page("heading")),
      amount(estimate.total.member, { "data-testid": "estimate-member" })),
    estimate.range && h("p", { "data-testid": "estimate-range" }, spread(estimate.range.member)),
    bar(estimate.total),
    legend(estimate.total),
    h("p", { class: "muted small" }, pieces("estimate_page", "total_of_quote", { charged: amount(estimate.total.charged) })),
    h("h4", {}, page("lines")),
    h("ol", { class: "pay-lines" }, estimate.lines.map((line, index) => paidItem(lineName(line, index), line))),
    stay.length > 0 && [
      h("h4", {}, page("stay")),
      h("ul", { class: "pay-lines" }, stay.map((item) => paidItem(stayName(item), item))),
    ],
    notices(warnings.filter((warning) => !ours.includes(warning)), names),
    h("details", { "data-testid": "estimate-steps" },
      h("summary", {}, page("explained")),
      estimate.lines.map((line, index) => explained(lineName(line, index), line)),
      stay.map((item) => explained(stayName(item), item)),
      hypotheses(estimate)),
    h("h4", {}, page("limits")),
    h("ul", { class: "limits" },
      [...Object.values(words("estimate_page", "always")), covered && page("nothing_used"), ...ours.map(({ text }) => text)].map((text) => text && h("li", {}, text))),
    h("div", { class: "actions" },
      id && h("a", { class: "button primary", href: pdf(id),
        download: "", "data-testid": "estimate-pdf" }, icon("download"), page("actions", "pdf")),
      actions.edit && h("button", { type: "button", class: "button", onclick: actions.edit }, icon("edit"), page("actions", "edit")),
      actions.handover && h("button", { type: "button", class: "button", onclick: actions.handover },
        icon("send"), page("actions", "handover"))));
}

export function draftCard(draft, people) {
  const heading = uid("draft");
  const rows = (list) => h("dl", { class: "summary" }, list.map(([label, value]) => [h("dt", {}, label), h("dd", {}, value)]));
  const { general, lines, stay } = summaryRows(draft, people);
  return h("article", { class: "card", "aria-labelledby": heading, "data-testid": "draft-card" },
    h("h3", { id: heading }, say("panel", "summary")),
    rows(general),
    lines.map((list, index) => [h("h4", {}, lineTitle(draft.lines[index])), rows(list)]),
    stay.length > 0 && [h("h4", {}, say("fields", "groups", "stay")), rows(stay)]);
}

const pdf = (analysis) => `/api/v1/analyses/${encodeURIComponent(analysis)}.pdf`;

/** The latest estimate as a file; where to find it when this page does not know it. */
function documentCard({ analysis }) {
  return h("p", { class: "actions", "data-testid": "document-card" }, analysis
    ? h("a", { class: "button primary", href: pdf(analysis), download: "" }, icon("download"), page("actions", "pdf"))
    : h("a", { class: "button", href: "/espace/documents" }, icon("file"), page("actions", "documents")));
}

/** The element of one card, or null for a kind this page does not know. */
export function cardElement(card, context) {
  if (card.type === "estimate") return card.estimate?.status === "ok" ? estimateCard(card, context) : null;
  if (card.type === "draft") return draftCard(card.draft ?? context.draft, context.people);
  if (card.type === "document") return documentCard(context);
  if (card.type === "handover_form") return handoverForm({ conversation: context.conversation, onSent: context.onSent });
  return null;
}
