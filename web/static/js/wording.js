/** Says the texts of wording/*.yml, which the service gives in ./given.js: scripts hold no sentence of their own. */
import { WORDS } from "./given.js";

function find(keys) {
  let found = WORDS;
  for (const key of keys) {
    found = found?.[key];
    if (found === undefined) throw new Error(`no words at ${keys.join(" / ")}`);
  }
  return found;
}

/** A table of texts, as they are written: words("fields", "names"). */
export const words = (...keys) => find(keys);

/** One text, as a list in which each variable is what was given: an element stays one. */
export function pieces(...keys) {
  const given = typeof keys.at(-1) === "object" ? keys.pop() : {};
  const found = find(keys);
  const text = typeof found === "string" ? found : found[given.count > 1 ? "many" : "one"];
  return text.split(/\{(\w+)\}/).map((part, index) => {
    if (index % 2 === 0) return part;
    if (!(part in given)) throw new Error(`${part} is not given for ${keys.join(" / ")}`);
    return given[part];
  });
}

/** One text: say("panel", "state", "lines", { count: 2 }). */
export const say = (...keys) => pieces(...keys).join("");
