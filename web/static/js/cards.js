/** What the conversation shows beside sentences: the estimate, the draft's summary, a document, the hand-over form. */
import { h, icon, uid } from "./dom.js";
import { estimateCard, pdf } from "./estimate.js";
import { handoverForm } from "./handover.js";
import { paperCard } from "./paper.js";
import { lineTitle, summaryRows } from "./fields.js";
import { say } from "./wording.js";

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

/** What an advisor sent as a file, or the latest estimate; where to find it when this page does not know it. */
function documentCard({ url, title }, { analysis }) {
  if (url) return h("p", { class: "actions", "data-testid": "document-card" }, h("a", { class: "button", href: url, download: "" }, icon("download"), title));
  return h("p", { class: "actions", "data-testid": "document-card" }, analysis
    ? h("a", { class: "button primary", href: pdf(analysis), download: "" }, icon("download"), say("estimate_page", "actions", "pdf"))
    : h("a", { class: "button", href: "/espace/documents" }, icon("file"), say("estimate_page", "actions", "documents")));
}

/** The element of one card, or null for a kind this page does not know. */
export function cardElement(card, context) {
  if (card.type === "estimate") return card.page ? estimateCard(card, context) : null;
  if (card.type === "draft") return draftCard(card.draft ?? context.draft, context.people);
  if (card.type === "document") return documentCard(card, context);
  if (card.type === "handover_form") return handoverForm({ conversation: context.conversation, paper: card.document ?? context.paper, onSent: context.onSent });
  if (card.type === "read_quote") return paperCard(card, context);
  return null;
}
