/** The fields of a quote as a member reads and edits them: label, words for the value, how it is typed. */
import { h } from "./dom.js";
import { amountTyped, euros, frenchDate } from "./format.js";
import { FIELDS } from "./given.js";
import { say, words } from "./wording.js";

export const UNKNOWN = "unknown";

const refused = (key) => words("fields", "refused")[key];
const whole = (text) => (/^\d+$/.test(text.trim()) ? Number(text) : text.trim());

/** A choice among `values`; what the form holds is their text. */
function choice(field, values) {
  const choices = field === "charges.kind" ? words("estimate", "charges") : words("fields", "choices", field);
  return {
    kind: "choice",
    refused: refused("choice"),
    options: () => Object.fromEntries(values.map((value) => [value, choices[value]])),
    show: (value) => choices[value] ?? String(value),
    read: (text) => values.find((value) => String(value) === text) ?? text,
  };
}

/** What the form does for each kind of value. */
const KINDS = {
  choice: ({ field, choices }) => choice(field, choices),
  money: () => ({ show: euros, read: amountTyped, refused: refused("money") }),
  date: ({ field }) => ({ show: frenchDate, refused: refused(field) }),
  count: ({ field }) => ({ kind: "number", show: String, read: whole, refused: refused(field) }),
  tooth: ({ field }) => ({ kind: "number", show: String, read: whole, refused: refused(field) }),
  teeth: () => ({ show: (teeth) => teeth.join(", "), read: (text) => text.split(/[^\d]+/).filter(Boolean).map(Number), refused: refused("line.tooth") }),
  letters: ({ field }) => ({ show: (letters) => letters.join(" "), read: (text) => text.toUpperCase().match(/[A-Z0-9]/g) ?? text, refused: refused(field) }),
  person: () => ({ kind: "choice", refused: refused("choice"), options: (people) => people, show: (value, people) => people[value] ?? value }),
  act: () => ({ show: String }),
  words: () => ({ show: String }),
  lines: () => ({}),
  stay_cost: ({ field }) => ({ show: stayCostInWords, refused: refused(field) }),
  shared_fees: ({ field }) => ({ show: sharedFeeInWords, refused: refused(field), entryTitle: () => say("fields", "names", field) }),
  charges: ({ field }) => ({ show: chargePrice, refused: refused(field), entryTitle: chargeTitle }),
};

/** « 2 100,00 € pour les lignes 1 et 2 ». */
function sharedFeeInWords({ lines: [first, ...others], fee }) {
  const last = others.pop();
  const before = others.reduce((said, line) => say("fields", "next_line", { before: said, line }), first);
  return say("fields", "shared_fee", { amount: euros(fee), lines: say("fields", "last_line", { before, line: last }) });
}

/** « 1 076,91 € par jour ». */
const stayCostInWords = ({ amount, per }) =>
  say("fields", "charge", "per", { amount: euros(amount), per: say("fields", "choices", "stay.cost.per", per) });

const chargeTitle = (charge) => charge ? charge.label ?? say("estimate", "charges", charge.kind) : say("fields", "groups", "charges");

/** « 6,00 € par jour, pendant 3 jours ». */
function chargePrice({ amount, per, days }) {
  if (per === "stay") return euros(amount);
  const price = say("fields", "charge", "per", { amount: euros(amount), per: say("fields", "choices", "charges.per", per) });
  return days ? say("fields", "charge", "times", per, { price, count: days }) : price;
}

const spec = (row, label = say("fields", "names", row.field)) => ({
  ...row,
  label,
  hint: words("fields", "hints")[row.field],
  ...KINDS[row.kind](row),
  ...(row.parts ? { parts: partsOf(row).map((part) => spec(part, say("fields", "parts", part.field))) } : {}),
});

const partsOf = (row) => row.parts.map((part) => ({ ...part, field: `${row.field}.${part.part}` }));

/** The private room is one field with three parts; what it costs is asked once it is wanted. */
function room(row) {
  const isWanted = (draft) => draft.stay?.private_room?.wanted === true;
  const [wanted, price, per] = partsOf(row).map((part) => spec({ ...row, ...part, parts: null }));
  return [wanted, { ...price, only: isWanted }, { ...per, unknown: false, only: isWanted }];
}

/** What few quotes say: shown once it is told, and offered to be added until then. */
const TOLD_BY_FEW = new Set(["line.overrun", "line.covered", "line.teeth", "line.jaw", "line.side", "line.quantity", "line.modifiers",
  "line.association", "line.agreement", "line.repaid",
  "line.not_repaid", "line.basket", "line.material", "line.fee_ceiling", "stay.psychiatric", "stay.cost"]);

/** What else decides that a line has a field. */
const ONLY = {
  "line.condition_met": ({ missing }, line) =>
    line.condition_met !== null || missing?.some((one) => one.field === "line.condition_met" && one.line === line.number),
  "line.activity": (draft, line) => draft.family !== "dental" || ![null, 1].includes(line.activity),
  "line.tooth": (draft, line) => line.teeth === null || line.tooth !== null,
  "line.base": (draft, line) => line.covered !== false || line.base !== null,
  "line.fee": (draft, line) => !draft.shared_fees?.some(({ lines }) => lines.includes(String(line.number))) && line.overrun === null,
};

/** The rows of the form. The member's own words for an act stand in the act's row. */
export const SPECS = FIELDS.filter(({ kind }) => kind !== "act_words").flatMap((row) =>
  (row.kind === "room" ? room(row) : [{ ...spec(row), only: ONLY[row.field], optional: TOLD_BY_FEW.has(row.field) }]));

export const makingSense = (scope, draft, line) =>
  SPECS.filter((each) => each.scope === scope
    && (each.only?.(draft, line) ?? true)
    && Object.entries(each.when).every(([field, values]) => values.includes(valueOf({ field }, draft))));

export const isShown = (each, draft, line) =>
  !each.optional || valueOf(each, draft, line) !== null || (each.field === "line.covered" && line.act === null);

/** The fields of a scope (quote, line, stay) to be shown beside what is known; a list is a field an entry. */
export const fieldsFor = (scope, draft, line) =>
  makingSense(scope, draft, line).filter((each) => isShown(each, draft, line)).flatMap((each) =>
    (each.list ? (draft[each.field] ?? []).map((_told, place) => entry(each, draft, place)) : [each]));

/** The entry of a list at a place; past its end, the one to be added. */
export const entry = (each, draft, place) => ({ ...each, place, label: each.entryTitle(draft[each.field]?.[place]) });

/** The stay's fields, once there is a stay. */
export const stayFields = (draft) => (draft.stay ? fieldsFor("stay", draft) : []);

/** The value of a field: null when not known yet. */
export function valueOf({ field, place }, draft, line) {
  if (place !== undefined) return draft[field]?.[place] ?? null;
  if (field === "line.act") return line.act ?? line.label ?? null;
  if (field.startsWith("line.")) return line[field.slice(5)] ?? null;
  return field.split(".").reduce((part, key) => part?.[key], draft) ?? null;
}

export function inWords(each, value, people, line) {
  if (value === null) return null;
  if (value === UNKNOWN) return say("fields", "unknown");
  if (each.field === "line.act") return actTitle(line, value);
  return each.show(value, people);
}

/** « Prothèse totale de hanche — NEKA020 »; the member's words alone for an act that is not known. */
function actTitle(line, value) {
  const { label, code } = typeof value === "object" ? value : { label: line.label, code: line.act };
  return label && code ? say("panel", "act", { label, code }) : label ?? code ?? null;
}

export const lineTitle = (line) => say("fields", "groups", "line", { number: line.number });

/** « Ligne 2 : Prothèse totale de hanche ». */
export const titleWithAct = (line) => (line.label ?? line.act ? say("panel", "line", { title: lineTitle(line), act: line.label ?? line.act }) : lineTitle(line));

/** The draft as rows of words, what is not known left out: for the summary card. */
export function summaryRows(draft, people) {
  const rows = (list, line) =>
    list.map((each) => [each.label, inWords(each, valueOf(each, draft, line), people, line)]).filter(([, said]) => said !== null);
  return {
    general: rows(fieldsFor("quote", draft)),
    lines: (draft.lines ?? []).map((line) => rows(fieldsFor("line", draft, line), line)),
    stay: rows(stayFields(draft)),
  };
}

/** What a value is typed or chosen with. */
export function control(each, value, people) {
  const known = value === UNKNOWN || value === null ? "" : value;
  if (each.kind === "choice") {
    return h("select", {},
      value === null && h("option", { value: "" }, say("panel", "choose")),
      Object.entries(optionsOf(each, people)).map(([option, text]) => h("option", { value: option, selected: option === String(value) }, text)));
  }
  return h("input", {
    type: each.kind === "date" ? "date" : "text",
    inputmode: { money: "decimal", number: "numeric" }[each.kind],
    autocomplete: "off",
    value: each.kind === "money" && known !== "" ? euros(known).replace(/\s?€$/, "") : String(known),
  });
}

/** The choices of a select, « je ne sais pas » included where it is an answer. */
const optionsOf = (each, people) => ({
  ...each.options(people),
  ...(each.unknown ? { [UNKNOWN]: say("fields", "unknown") } : {}),
});
