/** The fields of a quote as a member reads and edits them: label, words for the value, how it is typed. */
import { ACTIVITIES, amountTyped, euros, EXEMPTIONS, frenchDate, SECTORS, SETTINGS } from "./format.js";

export const UNKNOWN = "unknown";
const DONT_KNOW = "Je ne sais pas";

const CHOOSE = "Choisissez une réponse dans la liste.";

const choice = (words) => ({
  kind: "choice",
  refused: CHOOSE,
  options: () => words,
  show: (value) => words[value] ?? String(value),
});
const money = { kind: "money", show: euros, read: amountTyped, refused: "Donnez un montant en euros, par exemple 850 ou 1 250,50." };
const number = { kind: "number", show: String, read: (text) => (/^\d+$/.test(text.trim()) ? Number(text) : text.trim()) };

/** `unknown`: « je ne sais pas » is an answer for this field. */
export const GENERAL = [
  { field: "beneficiary", label: "Pour", kind: "choice", refused: CHOOSE, options: (people) => people, show: (value, people) => people[value] ?? value },
  { field: "family", label: "Type de devis", ...choice({ medical: "Soins médicaux ou chirurgicaux", dental: "Soins dentaires" }) },
  { field: "care_date", label: "Date des soins", kind: "date", unknown: true, refused: "Donnez une date complète.", show: frenchDate },
  { field: "setting", label: "Cadre des soins", only: "medical", ...choice(SETTINGS) },
  { field: "exemption", label: "Soins pris en charge à 100 %", only: "medical", unknown: true, ...choice(EXEMPTIONS) },
];

export const LINE = [
  { field: "line.act", label: "Acte", kind: "text", hint: "Le code de 7 caractères imprimé sur le devis, par exemple NEKA020." },
  { field: "line.activity", label: "Honoraires de", only: "medical", ...choice(ACTIVITIES), read: Number },
  { field: "line.tooth", label: "Dent", hint: "Le numéro à deux chiffres, par exemple 26.", only: "dental", refused: "Donnez un numéro de dent : de 11 à 18, 21 à 28, 31 à 38 ou 41 à 48.", ...number },
  { field: "line.sector", label: "Secteur du praticien", only: "medical", unknown: true, ...choice(SECTORS) },
  { field: "line.fee", label: "Montant du devis", hint: "En euros, par exemple 850 ou 1 250,50.", ...money },
  { field: "line.base", label: "Base de remboursement du devis", only: "medical", unknown: true, hint: "En euros, si elle est imprimée sur le devis.", ...money },
];

const NIGHTS = { field: "stay.nights", label: "Nuits sur place", unknown: true, refused: "Donnez un nombre de nuits, par exemple 3.", ...number };
const WANTED = {
  field: "stay.private_room.wanted",
  label: "Chambre particulière",
  unknown: true,
  ...choice({ true: "Oui", false: "Non" }),
  read: (value) => ({ true: true, false: false })[value] ?? value,
};
const PRICE = { field: "stay.private_room.price", label: "Prix de la chambre particulière", unknown: true, hint: "En euros.", ...money };
const PER = { field: "stay.private_room.per", label: "Prix donné", ...choice({ day: "par jour", night: "par nuit" }) };

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
  if (value === UNKNOWN) return DONT_KNOW;
  if (spec.field === "line.act") return actTitle(line);
  return spec.show(value, people);
}

const actCode = (line) => (typeof line.act === "object" ? line.act?.code : line.act);

export function actTitle(line) {
  const label = line.label ?? line.act?.label;
  return [label, actCode(line)].filter(Boolean).join(" — ") || null;
}

export const lineTitle = (line) => `Ligne ${line.number}`;

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
  ...(spec.unknown ? { [UNKNOWN]: DONT_KNOW } : {}),
});
