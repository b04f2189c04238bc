/** The fields of a quote as a member reads and edits them: label, words for the value, how it is typed. */
import { amountTyped, euros, frenchDate } from "./format.js";
import inputs from "./quote_fields.js";
import { say, words } from "./wording.js";

export const UNKNOWN = "unknown";

const whole = { kind: "number", show: String, read: (text) => (/^\d+$/.test(text.trim()) ? Number(text) : text.trim()) };
const text = { kind: "text", show: String };

/** How a value of each kind of the quote's table is written, and made of what is typed. */
const KINDS = {
  money: () => ({ show: euros, read: amountTyped }),
  date: () => ({ show: frenchDate }),
  count: () => whole,
  tooth: () => whole,
  words: () => text,
  act: () => text,
  person: () => ({ kind: "choice", options: (people) => people, show: (value, people) => people[value] ?? value }),
  choice: ({ field, choices }) => {
    const said = words("fields", "choices", field);
    return { options: () => said, show: (value) => said[value] ?? String(value),
      read: (chosen) => choices.find((value) => String(value) === chosen) ?? chosen };
  },
};

/** A field with its words, and how its values are shown and read; `unknown`: « je ne sais pas » is an answer for it. */
const spec = (input) => {
  const kind = { kind: input.kind, ...KINDS[input.kind](input) };
  const refused = words("fields", "refused");
  return { ...input, ...kind, label: say("fields", "names", input.field), hint: words("fields", "hints")[input.field],
    refused: refused[input.field] ?? refused[kind.kind] };
};

const of = (scope) => inputs.filter((input) => input.scope === scope).map(spec);
export const GENERAL = of("quote");
export const LINE = of("line");
const STAY = of("stay");

/** The fields that make sense beside what is known; beside what is not known yet, those that hold something. */
export const fieldsFor = (list, draft, line) =>
  list.filter((field) => {
    const beside = Object.entries(field.when).map(([name, values]) => [valueOf({ field: name }, draft, line), values]);
    const sure = beside.every(([value]) => value !== null);
    return beside.every(([value, values]) => values.includes(value)) && (sure || valueOf(field, draft, line) !== null);
  });

/** Those of the stay: none outside hospital, no nights for a day case. */
export const stayFields = (draft) => (draft.stay ? fieldsFor(STAY, draft) : []);

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
    lines: (draft.lines ?? []).map((line) => rows(fieldsFor(LINE, draft, line), line)),
    stay: rows(stayFields(draft)),
  };
}

/** The choices of a select, « je ne sais pas » included where it is an answer. */
export const optionsOf = (spec, people) => ({
  ...spec.options(people),
  ...(spec.unknown ? { [UNKNOWN]: say("fields", "unknown") } : {}),
});
