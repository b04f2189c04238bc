/** The fields of a quote as a member reads and edits them: label, words for the value, how it is typed. */
import { amountTyped, euros, frenchDate } from "./format.js";
import { say, words } from "./wording.js";

export const UNKNOWN = "unknown";

const refused = (key) => words("fields", "refused")[key];

/** A field with its words: label, and the hint that it may have. */
const named = (field, rest) => ({ field, label: say("fields", "names", field), hint: words("fields", "hints")[field], ...rest });

const choice = (field, rest) => {
  const choices = words("fields", "choices", field);
  return named(field, { kind: "choice", refused: refused("choice"), options: () => choices, show: (value) => choices[value] ?? String(value), ...rest });
};
const money = (field, rest) => named(field, { kind: "money", show: euros, read: amountTyped, refused: refused("money"), ...rest });
const number = (field, rest) =>
  named(field, { kind: "number", show: String, read: (text) => (/^\d+$/.test(text.trim()) ? Number(text) : text.trim()), refused: refused(field), ...rest });

/** `unknown`: « je ne sais pas » is an answer for this field. */
export const GENERAL = [
  named("beneficiary", { kind: "choice", refused: refused("choice"), options: (people) => people, show: (value, people) => people[value] ?? value }),
  choice("family"),
  named("care_date", { kind: "date", unknown: true, refused: refused("care_date"), show: frenchDate }),
  choice("setting", { only: "medical" }),
  choice("exemption", { only: "medical", unknown: true }),
];

export const LINE = [
  named("line.act", { kind: "text" }),
  choice("line.activity", { only: "medical", read: Number }),
  number("line.tooth", { only: "dental" }),
  choice("line.sector", { only: "medical", unknown: true }),
  money("line.fee"),
  money("line.base", { only: "medical", unknown: true }),
];

const NIGHTS = number("stay.nights", { unknown: true });
const WANTED = choice("stay.private_room.wanted", { unknown: true, read: (value) => ({ true: true, false: false })[value] ?? value });
const PRICE = money("stay.private_room.price", { unknown: true });
const PER = choice("stay.private_room.per");

/** The stay's fields that make sense for what is known: none outside hospital, no nights for a day case. */
export function stayFields(draft) {
  if (draft.family === "dental" || !["inpatient", "day_case"].includes(draft.setting)) return [];
  const room = draft.stay?.private_room?.wanted === true ? [WANTED, PRICE, PER] : [WANTED];
  return draft.setting === "inpatient" ? [NIGHTS, ...room] : room;
}

export const fieldsFor = (list, draft) =>
  list.filter(({ field, only }) => {
    if (only && draft.family !== only) return false;
    return field !== "exemption" || draft.family === "medical";
  });

/** The value of a field: null when not known yet. */
export function valueOf({ field }, draft, line) {
  if (field === "line.act") return line.act ?? null;
  if (field.startsWith("line.")) return line[field.slice(5)] ?? null;
  return field.split(".").reduce((part, key) => part?.[key], draft) ?? null;
}

export function inWords(spec, value, people, line) {
  if (value === null) return null;
  if (value === UNKNOWN) return say("fields", "unknown");
  if (spec.field === "line.act") return actTitle(line);
  return spec.show(value, people);
}

const actCode = (line) => (typeof line.act === "object" ? line.act?.code : line.act);

export function actTitle(line) {
  const label = line.label ?? line.act?.label;
  const code = actCode(line);
  return label && code ? say("panel", "act", { label, code }) : label ?? code ?? null;
}

export const lineTitle = (line) => say("fields", "groups", "line", { number: line.number });

/** The draft as rows of words, what is not known left out: for the summary card. */
export function summaryRows(draft, people) {
  const rows = (list, line) =>
    list.map((spec) => [spec.label, inWords(spec, valueOf(spec, draft, line), people, line)]).filter(([, words]) => words !== null);
  return {
    general: rows(fieldsFor(GENERAL, draft)),
    lines: (draft.lines ?? []).map((line) => rows(fieldsFor(LINE, draft), line)),
    stay: rows(stayFields(draft)),
  };
}

/** The choices of a select, « je ne sais pas » included where it is an answer. */
export const optionsOf = (spec, people) => ({
  ...spec.options(people),
  ...(spec.unknown ? { [UNKNOWN]: say("fields", "unknown") } : {}),
});
