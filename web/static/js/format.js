/** French amounts, dates and words of the field; money stays text with two decimals, never a float. */

const NNBSP = "\u202f";
const dates = new Intl.DateTimeFormat("fr-FR", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });

/** Prints 1234.5 as French typography does, with narrow no-break spaces. */
export function euros(text) {
  const [whole, cents = ""] = String(text).split(".");
  return `${whole.replace(/\B(?=(\d{3})+$)/g, NNBSP)},${cents.padEnd(2, "0")}${NNBSP}€`;
}

/** "1234.50" → 123450, for the bar's proportions. */
export const toCents = (text) => Math.round(Number(text ?? 0) * 100);

/** What a member types in an amount's field → the contract's text; left as it is when it is no plain amount. */
export function amountTyped(text) {
  const plain = text.replace(/[\s\u00a0\u202f€]/g, "").replace(",", ".");
  if (!/^\d+(\.\d{1,2})?$/.test(plain)) return text.trim();
  const [whole, cents = ""] = plain.split(".");
  return `${whole}.${cents.padEnd(2, "0")}`;
}

/** "2026-12-10" → "10 décembre 2026". */
export function frenchDate(iso) {
  const day = new Date(`${iso}T00:00:00Z`);
  if (Number.isNaN(day.getTime())) return iso;
  return dates.format(day).replace(/^1 /, "1er ");
}

export const SECTORS = {
  sector_1: "Secteur 1",
  sector_2_optam: "Secteur 2, avec OPTAM",
  sector_2: "Secteur 2, sans OPTAM",
  not_conventioned: "Non conventionné",
};

export const SETTINGS = {
  inpatient: "Hospitalisation avec nuit",
  day_case: "Ambulatoire, sans nuit",
  outpatient: "En consultation, sans hospitalisation",
};

export const EXEMPTIONS = {
  none: "Non",
  ald: "Affection de longue durée (ALD)",
  maternity: "Maternité",
  work_accident: "Accident du travail",
  invalidity_pension: "Pension d’invalidité",
  newborn: "Nouveau-né",
  css: "Complémentaire santé solidaire",
};

export const ACTIVITIES = { 1: "Chirurgien ou praticien", 4: "Anesthésiste" };

export const STAY_ITEMS = {
  stay_cost: "Frais de séjour",
  daily_hospital_fee: "Forfait journalier hospitalier",
  flat_fee: "Forfait sur les actes lourds",
  private_room: "Chambre particulière",
};

export const PAYERS = {
  amo: "Assurance Maladie",
  amc: "Votre mutuelle",
  top_up: "Surcomplémentaire",
  member: "Reste à votre charge",
};
