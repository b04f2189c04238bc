/**
 * The act of a line, chosen by words or by its code: a combobox whose list proposes acts as one types.
 *
 * The ARIA pattern: the focus stays in the field, the arrows go through the list, Enter takes, Escape closes it. Words
 * that mean no known act may be kept as they are.
 */
import { call } from "./api.js";
import { h, uid } from "./dom.js";
import { say } from "./wording.js";

const PAUSE_MS = 250;
const FEWEST_LETTERS = 2;
const CODE = /^[A-Za-z]{4}\s?\d{3}$/;

/** `within()`: what is known of the quote (family, on, tooth); `taken`: { text, changes }, which outlives the element. */
export function actField({ text, within, taken }) {
  const ids = { list: uid("acts"), option: uid("act") };
  const list = h("ul", { id: ids.list, class: "act-list", role: "listbox", "aria-label": say("panel", "acts", "list"), hidden: true, "data-testid": "act-list" });
  const status = h("span", { class: "visually-hidden", role: "status" });
  const input = h("input", { type: "text", role: "combobox", autocomplete: "off", "aria-autocomplete": "list", "aria-expanded": "false",
    "aria-controls": ids.list, value: text, oninput: later, onkeydown: onKey, onblur: close });
  let options = [];
  let active = -1;
  let asked = 0;
  let pause;

  function later() {
    clearTimeout(pause);
    pause = setTimeout(search, PAUSE_MS);
  }

  async function search() {
    const words = input.value.trim();
    const turn = ++asked;
    if (words.length < FEWEST_LETTERS) return close();
    const known = Object.entries(within()).filter(([, value]) => (value ?? null) !== null);
    const { acts } = await call("GET", `/acts?${new URLSearchParams([["words", words], ...known])}`).catch(() => ({ acts: [] }));
    if (turn === asked && document.activeElement === input) propose(words, acts);
  }

  function propose(words, acts) {
    options = [
      ...acts.map(({ code, label }) => ({ shown: say("panel", "act", { label, code }), text: label, changes: { "line.act": code } })),
      { shown: say("panel", "acts", "keep", { words }), text: words, changes: { "line.act": null, "line.label": words } },
    ];
    list.replaceChildren(...options.map((option, place) =>
      h("li", { id: `${ids.option}-${place}`, role: "option", "aria-selected": "false", onmousedown: (event) => { event.preventDefault(); take(option); } }, option.shown)));
    list.hidden = false;
    input.setAttribute("aria-expanded", "true");
    point(-1);
    status.textContent = acts.length > 0 ? say("panel", "acts", "found", { count: acts.length }) : say("panel", "acts", "none");
  }

  function point(place) {
    list.children[active]?.setAttribute("aria-selected", "false");
    active = place;
    list.children[active]?.setAttribute("aria-selected", "true");
    list.children[active]?.scrollIntoView({ block: "nearest" });
    if (active < 0) input.removeAttribute("aria-activedescendant");
    else input.setAttribute("aria-activedescendant", list.children[active].id);
  }

  function take({ text: chosen, changes }) {
    input.value = chosen;
    Object.assign(taken, { text: chosen, changes });
    close();
  }

  function close() {
    clearTimeout(pause);
    asked += 1;
    list.hidden = true;
    active = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  function onKey(event) {
    const open = !list.hidden;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && open) point((active + step + options.length + (active < 0 && step < 0 ? 1 : 0)) % options.length);
    else if (step) search();
    else if (event.key === "Enter" && open && active >= 0) take(options[active]);
    else if (event.key === "Escape" && open) {
      event.stopPropagation();
      close();
    } else return;
    event.preventDefault();
  }

  /** The fields to change, none when the text is as it was; null when an act is still to be chosen. */
  function changes() {
    const typed = input.value.trim();
    if (typed === taken.text) return taken.changes;
    if (typed === text) return {};
    return CODE.test(typed) ? { "line.act": typed.replace(/\s/, "").toUpperCase() } : null;
  }

  return { input, list, status, changes };
}
