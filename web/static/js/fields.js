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
  const choices = words("fields", "choices", field);
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
  person: () => ({ kind: "choice", refused: refused("choice"), options: (people) => people, show: (value, people) => people[value] ?? value }),
  act: () => ({ show: String }),
  shared_fees: () => ({ show: (shared) => shared.map(sharedFeeInWords).join(", "), fixed: true }),
  stay_cost: () => ({ show: stayCostInWords, fixed: true }),
  charges: () => ({ show: (charges) => charges.map(chargeInWords).join(", "), fixed: true }),
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

/** « Télévision, 6,00 € par jour ». */
function chargeInWords({ kind, label, amount, per }) {
  const price = per === "stay" ? euros(amount) : say("fields", "charge", "per", { amount: euros(amount), per: say("fields", "choices", "charges.per", per) });
  return say("fields", "charge", "named", { label: label ?? say("estimate", "charges", kind), price });
}

const spec = (row) => ({
  ...row,
  label: say("fields", "names", row.field),
  hint: words("fields", "hints")[row.field],
  ...KINDS[row.kind](row),
});

/** The private room is one field with three parts; what it costs is asked once it is wanted. */
function room(row) {
  const part = (name, kind, more) => ({ ...row, field: `${row.field}.${name}`, kind, ...more });
  const wanted = (draft) => draft.stay?.private_room?.wanted === true;
  return [
    spec(part("wanted", "choice", { choices: [true, false] })),
    { ...spec(part("price", "money")), only: wanted },
    { ...spec(part("per", "choice", { choices: row.per, unknown: false })), only: wanted },
  ];
}

const known = (name) => [`line.${name}`, (_draft, line) => line[name] !== null];

/** A dentist's fees are nobody else's, unless the line says so; a line has a price of its own or its part of one for several; what is not covered, shared prices and charges are shown when there are some. */
const ONLY = {
  ...Object.fromEntries(["overrun", "teeth", "jaw", "side", "quantity", "condition_met", "repaid", "not_repaid", "basket", "fee_ceiling"].map(known)),
  "line.activity": (draft, line) => draft.family !== "dental" || ![null, 1].includes(line.activity),
  "line.covered": (_draft, line) => line.covered !== null || line.act === null,
  "line.fee": (draft, line) => !draft.shared_fees?.some(({ lines }) => lines.includes(String(line.number))) && line.overrun === null,
  shared_fees: (draft) => draft.shared_fees?.length > 0,
  "stay.cost": (draft) => Boolean(draft.stay?.cost),
  charges: (draft) => draft.charges?.length > 0,
};

/** The rows of the form. The member's own words for an act stand in the act's row. */
const SPECS = FIELDS.filter(({ kind }) => kind !== "words").flatMap((row) =>
  (row.kind === "room" ? room(row) : [{ ...spec(row), only: ONLY[row.field] }]));

/** The fields of a scope (quote, line, stay) that make sense beside what is known. */
export const fieldsFor = (scope, draft, line) =>
  SPECS.filter((each) => each.scope === scope
    && (each.only?.(draft, line) ?? true)
    && Object.entries(each.when).every(([field, values]) => values.includes(valueOf({ field }, draft))));

/** The stay's fields, once there is a stay. */
export const stayFields = (draft) => (draft.stay ? fieldsFor("stay", draft) : []);

/** The value of a field: null when not known yet. */
export function valueOf({ field }, draft, line) {
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
