/** French amounts and dates; money stays text with two decimals, never a float. */

const NNBSP = "\u202f";
const dates = new Intl.DateTimeFormat("fr-FR", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });

/** Prints 1234.5 as French typography does, with narrow no-break spaces. */
export function euros(text) {
  const [whole, cents = ""] = String(text).split(".");
  return `${whole.replace(/\B(?=(\d{3})+$)/g, NNBSP)},${cents.padEnd(2, "0")}${NNBSP}€`;
}

/** "1234.50" → 123450. */
export const toCents = (text) => Math.round(Number(text ?? 0) * 100);

/** What a member types in an amount's field → the contract's text; left as it is when it is no plain amount. */
export function amountTyped(text) {
  const plain = text.replace(/[\s\u00a0\u202f€]/g, "").replace(",", ".");
  if (!/^\d+(\.\d{1,2})?$/.test(plain)) return text.trim();
  const [whole, cents = ""] = plain.split(".");
  return `${whole}.${cents.padEnd(2, "0")}`;
}

/** What a member wrote, as French sets it. */
export const typographic = (text) => text.replace(/ (?=[;:!?»%€])/g, NNBSP).replaceAll("'", "’");

/** A text that stands alone, within a sentence. */
export const inSentence = (text) => text[0].toLowerCase() + text.slice(1);

/** "2026-12-10" → "10 décembre 2026". */
export function frenchDate(iso) {
  const day = new Date(`${iso}T00:00:00Z`);
  if (Number.isNaN(day.getTime())) return iso;
  return dates.format(day).replace(/^1 /, "1er ");
}
