/** What the conversation shows beside sentences: the estimate, the draft's summary, a document, the hand-over form. */
import { bar, legend } from "./bar.js";
import { h, icon, uid } from "./dom.js";
import { euros, PAYERS, SECTORS, STAY_ITEMS, toCents } from "./format.js";
import { handoverForm } from "./handover.js";
import { lineTitle, summaryRows } from "./fields.js";

const amount = (text, attributes = {}) => h("span", { class: "amount", ...attributes }, euros(text));

const PARTS = [
  ["charged", "Facturé"],
  ["amo", "Assurance Maladie"],
  ["amc", "Mutuelle"],
  ["top_up", "Surcomplémentaire"],
  ["member", "Reste à payer"],
];

/** The sentences that the printed estimate says too (web/documents/estimate.yml). */
const NOTHING_USED =
  "Elle suppose que vous n’avez encore rien utilisé, cette année, des garanties plafonnées de votre couverture.";
const LIMITS = [
  "Cette estimation est indicative et n’a pas de valeur contractuelle : seuls les décomptes de l’Assurance Maladie et de votre mutuelle font foi.",
  "Elle repose sur ce que vous avez décrit, et suppose que vous respectez le parcours de soins coordonnés et que vos droits ne changent pas d’ici la date des soins.",
  "Les frais qui ne figurent pas sur le devis décrit ne sont pas comptés (examens, médicaments, transport, suites opératoires, services de confort).",
];

const parts = (figures) =>
  h("dl", { class: "parts" }, PARTS
    .filter(([key]) => key in figures && (key !== "top_up" || toCents(figures[key]) > 0))
    .map(([key, label]) => h("div", {}, h("dt", {}, label), h("dd", {}, euros(figures[key])))));

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
    h("h4", {}, "Selon le secteur du praticien"),
    h("p", { class: "small" },
      "Le secteur n’est pas connu : voici le résultat dans chaque cas. Le montant affiché en haut est le plus élevé."),
    h("table", { class: "small" },
      h("thead", {}, h("tr", {},
        h("th", { scope: "col" }, "Hypothèse"),
        h("th", { scope: "col", class: "amount" }, "À votre charge"))),
      h("tbody", {}, estimate.hypotheses.map(({ sector, total }) =>
        h("tr", {},
          h("th", { scope: "row" }, SECTORS[sector] ?? sector),
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
    h("h4", {}, "Points à vérifier"),
    h("ul", { class: "limits" }, [...concerned].map(([text, lines]) =>
      h("li", {}, lines.length > 0 && [h("strong", {}, lines.join(" · ")), " – "], text))),
  ];
}

const spread = ({ min, max }) =>
  min === max
    ? "Ce montant est le même quel que soit le secteur du praticien."
    : ["Entre ", amount(min), " et ", amount(max), ", selon le secteur du praticien."];

/** What tells two lines of one act apart, as long as the draft is still the one that was estimated. */
function lineDetails(estimate, draft) {
  const lines = draft?.lines ?? [];
  const same = lines.length === estimate.lines.length && lines.every((line, index) => line.fee === estimate.lines[index].charged);
  return estimate.lines.map((_, index) => {
    const line = same ? lines[index] : {};
    return line.tooth ? `, dent ${line.tooth}` : "";
  });
}

/** Total first, then lines and stay, what to check, the calculation on demand, then the limits, then what can be done. */
export function estimateCard(card, { actions, draft }) {
  const { estimate, analysis_id: id } = card;
  const heading = uid("estimate");
  const stay = estimate.stay ?? [];
  const many = estimate.lines.length > 1;
  const details = lineDetails(estimate, draft);
  const lineName = (line, index) => `${many ? `${index + 1}. ` : ""}${line.label.replaceAll("'", "’")}${details[index]}`;
  const names = Object.fromEntries(estimate.lines.map((line, index) => [line.id, lineName(line, index)]));
  const warnings = [...(estimate.warnings ?? []), ...(estimate.assumptions ?? [])];
  const ours = warnings.filter(({ code }) => OUR_LIMITS.includes(code));
  const covered = toCents(estimate.total.amc) + toCents(estimate.total.top_up) > 0;
  const stayName = (item) => STAY_ITEMS[item.id] ?? item.id;
  return h("article", { class: "card estimate", "aria-labelledby": heading, "data-testid": "estimate-card" },
    h("h3", { id: heading }, "Estimation de ce qui reste à payer"),
    h("p", { class: "headline" },
      h("span", { class: "what" }, "Ce qui devrait rester à votre charge"),
      amount(estimate.total.member, { "data-testid": "estimate-member" })),
    estimate.range && h("p", { "data-testid": "estimate-range" }, spread(estimate.range.member)),
    bar(estimate.total),
    legend(estimate.total),
    h("p", { class: "muted small" }, "Total du devis : ", amount(estimate.total.charged), "."),
    h("h4", {}, "Acte par acte"),
    h("ol", { class: "pay-lines" }, estimate.lines.map((line, index) => paidItem(lineName(line, index), line))),
    stay.length > 0 && [
      h("h4", {}, "Le séjour"),
      h("ul", { class: "pay-lines" }, stay.map((item) => paidItem(stayName(item), item))),
    ],
    notices(warnings.filter((warning) => !ours.includes(warning)), names),
    h("details", { "data-testid": "estimate-steps" },
      h("summary", {}, "Comment ce montant est calculé"),
      estimate.lines.map((line, index) => explained(lineName(line, index), line)),
      stay.map((item) => explained(stayName(item), item)),
      hypotheses(estimate)),
    h("h4", {}, "Ce que cette estimation ne dit pas"),
    h("ul", { class: "limits" },
      [...LIMITS, covered && NOTHING_USED, ...ours.map(({ text }) => text)].map((text) => text && h("li", {}, text))),
    h("div", { class: "actions" },
      id && h("a", { class: "button primary", href: pdf(id),
        download: "", "data-testid": "estimate-pdf" }, icon("download"), "Télécharger le PDF"),
      actions.edit && h("button", { type: "button", class: "button", onclick: actions.edit }, icon("edit"), "Modifier"),
      actions.handover && h("button", { type: "button", class: "button", onclick: actions.handover },
        icon("send"), "Envoyer à Ligne claire")));
}

export function draftCard(draft, people) {
  const heading = uid("draft");
  const rows = (list) => h("dl", { class: "summary" }, list.map(([label, value]) => [h("dt", {}, label), h("dd", {}, value)]));
  const { general, lines, stay } = summaryRows(draft, people);
  return h("article", { class: "card", "aria-labelledby": heading, "data-testid": "draft-card" },
    h("h3", { id: heading }, "Votre devis, tel que je l’ai compris"),
    rows(general),
    lines.map((list, index) => [h("h4", {}, lineTitle(draft.lines[index])), rows(list)]),
    stay.length > 0 && [h("h4", {}, "Le séjour"), rows(stay)]);
}

const pdf = (analysis) => `/api/v1/analyses/${encodeURIComponent(analysis)}.pdf`;

/** The latest estimate as a file; where to find it when this page does not know it. */
function documentCard({ analysis }) {
  return h("p", { class: "actions", "data-testid": "document-card" }, analysis
    ? h("a", { class: "button primary", href: pdf(analysis), download: "" }, icon("download"), "Télécharger le PDF")
    : h("a", { class: "button", href: "/espace/documents" }, icon("file"), "Voir mes documents"));
}

/** The element of one card, or null for a kind this page does not know. */
export function cardElement(card, context) {
  if (card.type === "estimate") return card.estimate?.status === "ok" ? estimateCard(card, context) : null;
  if (card.type === "draft") return draftCard(card.draft ?? context.draft, context.people);
  if (card.type === "document") return documentCard(context);
  if (card.type === "handover_form") return handoverForm({ conversation: context.conversation, onSent: context.onSent });
  return null;
}
