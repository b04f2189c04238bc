/**
 * <oxy-quote>: the quote being described, always in step with the chat, editable in place.
 *
 * Wide, it stands beside the conversation; narrow, it is a bar that opens it as a sheet (a dialog: Escape closes it,
 * the focus comes back to the bar). Every edit is the same event as a sentence, through PATCH draft.
 */
import { actField } from "./acts.js";
import { bar, legend } from "./bar.js";
import { signInAgain } from "./api.js";
import { h, icon, pressOnce, uid } from "./dom.js";
import { leftInWords } from "./estimate.js";
import { control, fieldsFor, inWords, lineTitle, stayFields, UNKNOWN, valueOf } from "./fields.js";
import { inSentence, typographic } from "./format.js";
import { mouth } from "./mouth.js";
import { addable, changeTo, oneMore, partsField } from "./parts.js";
import { say } from "./wording.js";

const WIDE = matchMedia("(min-width: 56rem)");

const INPUTS = ".quote-edit :is(input, select)";
const FEWEST_SHARED = 2;

const said = (...keys) => say("panel", ...keys);

class OxyQuote extends HTMLElement {
  #conversation;
  #people;
  #readOnly;
  #editing = null;
  #about = null; // what the conversation was about when the panel last followed it
  #taken = {};

  start({ conversation, people, readOnly = false }) {
    this.#conversation = conversation;
    this.#people = people;
    this.#readOnly = readOnly;
    this.state = h("span", { class: "state" });
    this.opener = h("button", { type: "button", class: "quote-bar", "aria-haspopup": "dialog", onclick: () => this.show(), "data-testid": "quote-open" },
      this.state, icon("up"));
    this.panel = h("section", { class: "quote-panel", "aria-label": said("title"), tabindex: "0", "data-testid": "quote-panel" });
    this.sheet = h("dialog", { class: "quote-sheet", "aria-label": said("title"), onclose: () => this.#fold(), "data-testid": "quote-sheet" });
    this.replaceChildren(this.opener, this.panel, this.sheet);
    this.addEventListener("keydown", pressOnce);
    WIDE.addEventListener("change", () => this.sheet.open && this.sheet.close());
    conversation.addEventListener("draft", () => this.#render());
    this.#render();
  }

  /**
   * Bring the quote to the front, as a sheet where it is folded: its beginning, or with a view to changing it a field,
   * whose form opens, or the first line.
   */
  show() {
    this.#unfold();
    this.panel.focus();
    this.panel.scrollTop = 0;
  }

  edit(field = null, line = null) {
    this.#unfold();
    const rows = [...this.panel.querySelectorAll(".quote-action [data-key]")].map((button) => button.dataset.key);
    const of = `-${line ?? ""}`;
    const key = rows.find((each) => each.startsWith(field ?? "line.") && (!field || each.endsWith(of))) ?? field + of;
    if (field) this.#edit(key);
    else (this.panel.querySelector(`[data-key="${key}"]`) ?? this.panel).focus();
  }

  #unfold() {
    if (WIDE.matches) return;
    this.sheet.append(this.panel);
    this.sheet.showModal();
  }

  #fold() {
    this.#editing = null;
    this.append(this.panel);
    this.#render();
    this.opener.focus();
  }

  #render() {
    const { draft } = this.#conversation;
    const kept = this.panel.contains(document.activeElement) ? document.activeElement.dataset.key : null;
    const goesOn = this.panel.querySelector(".quote-edit")?.dataset.of === this.#editing;
    const typed = goesOn ? [...this.panel.querySelectorAll(INPUTS)].map(({ value, checked }) => ({ value, checked })) : [];
    this.state.replaceChildren(h("b", {}, said("title")), h("span", {}, this.#inShort(draft)));
    this.panel.replaceChildren(...[
      h("div", { class: "quote-head" },
        h("div", {}, h("h2", {}, said("title")), h("p", { "data-testid": "quote-state" }, this.#stage(draft))),
        h("button", { type: "button", class: "button icon-only quote-close", "aria-label": said("close"), onclick: () => this.sheet.close() }, icon("close"))),
      this.#total(draft),
      ...(draft ? this.#blocks(draft) : [h("p", { class: "muted" }, said("empty"))]),
    ].filter(Boolean));
    const inputs = [...this.panel.querySelectorAll(INPUTS)];
    if (inputs.length === typed.length) inputs.forEach((input, place) => Object.assign(input, typed[place]));
    if (kept) this.panel.querySelector(`[data-key="${kept}"]`)?.focus();
    this.#follow();
  }

  /** Show what the conversation is about, the row asked or else the figure, unless the member is looking at another. */
  #follow() {
    const { field, line } = this.#conversation.asking ?? {};
    const about = `${field}-${line}`;
    if (about === this.#about || this.panel.contains(document.activeElement)) return;
    this.#about = about;
    this.panel.scrollTop = 0;
    this.panel.querySelector(".asked")?.scrollIntoView({ block: "nearest" });
  }

  /** The estimate of the quote as it stands, or null. */
  get #current() {
    return this.#conversation.outdated ? null : this.#conversation.estimate;
  }

  /** Folded, the quote is its figure. */
  #inShort(draft) {
    if (this.#current) return this.#current.in_short;
    if (!draft?.running) return this.#stage(draft);
    return said("state", ...soFar(draft, { amount: inSentence(leftInWords(draft.running.member)) }));
  }

  #stage(draft) {
    if (this.#conversation.estimate) return said("state", this.#current ? "up_to_date" : "outdated");
    const count = draft?.lines?.length ?? 0;
    return count === 0 ? said("state", "nothing") : said("state", "lines", { count });
  }

  #blocks(draft) {
    const lines = draft.lines ?? [];
    const quote = fieldsFor("quote", draft);
    const charges = this.#withOneMore("charges", quote.filter(({ field }) => field === "charges"), draft);
    const general = this.#withOneMore("shared_fees", quote.filter(({ field }) => field !== "charges"), draft);
    const stay = stayFields(draft);
    return [
      this.#block(say("fields", "groups", "general"), general, draft, null),
      ...lines.map((line) => this.#block(lineTitle(line), fieldsFor("line", draft, line), draft, line, addable("line", draft, line))),
      stay.length > 0 && this.#block(say("fields", "groups", "stay"), stay, draft, null, addable("stay", draft)),
      charges.length > 0 && this.#block(say("fields", "groups", "charges"), charges, draft, null),
      !this.#readOnly && draft.family && this.#additions(draft),
      h("p", { class: "problem", role: "alert", "data-testid": "quote-problem" }),
    ].filter(Boolean);
  }

  /** The entry to be added to a list has its row while it is filled in. */
  #withOneMore(field, specs, draft) {
    const more = oneMore(field, draft);
    return this.#editing === keyOf(more, null) ? [...specs, more] : specs;
  }

  #additions(draft) {
    const add = (key, text, onclick) => h("button", { type: "button", class: "button", "data-key": key, "data-testid": key, onclick }, icon("add"), text);
    const addTo = (field) => add(`add-${field}`, said("add", field), () => this.#edit(keyOf(oneMore(field, draft), null)));
    return h("p", { class: "actions" },
      add("add-line", said("add_line"), () => this.#change([{ add_line: true }])),
      addTo("charges"),
      draft.lines.length >= FEWEST_SHARED && addTo("shared_fees"));
  }

  /** `more`: what may be added to it. */
  #block(title, specs, draft, line, more = []) {
    const id = uid("block");
    const added = more.filter((spec) => keyOf(spec, line) === this.#editing);
    return h("section", { class: "quote-block", "aria-labelledby": id, "data-testid": line ? `quote-line-${line.number}` : null },
      h("div", { class: "quote-block-head" },
        h("h3", { id }, title),
        line && !this.#readOnly && h("button", { type: "button", class: "button bare icon-only", "aria-label": said("delete_line", { number: line.number }),
          "data-key": `delete-${line.number}`, onclick: () => this.#change([{ delete_line: line.number }]) }, icon("delete"))),
      h("dl", { class: "quote-rows" }, [...specs, ...added].map((spec) => this.#row(spec, draft, line))),
      more.length > 0 && !this.#readOnly && h("details", { class: "quote-more" },
        h("summary", {}, said("add_detail"), line && h("span", { class: "visually-hidden" }, ` ${said("of_line", { number: line.number })}`)),
        h("div", { class: "actions" }, more.map((spec) =>
          h("button", { type: "button", class: "button", onclick: () => this.#edit(keyOf(spec, line)) }, spec.label)))));
  }

  #row(spec, draft, line) {
    const number = line?.number ?? null;
    const key = keyOf(spec, line);
    const proposed = proposedValue(spec, draft, number);
    const proposal = proposed !== null;
    const value = valueOf(spec, draft, line);
    const official = spec.field === "line.base" && value === null && line.known_base;
    const words = inWords(spec, official || value, this.#people, line);
    const name = spec.field.split(".").slice(line ? 1 : 0).join(".");
    const understood = (line ?? draft).understood?.[name];
    const approximate = (line ?? draft).approximate?.includes(name);
    const { field, line: ofLine } = this.#conversation.asking ?? {};
    const question = field === "choose_act" ? "line.act" : field;
    const asked = question && (ofLine ?? null) === number && (question === spec.field || spec.field.startsWith(`${question}.`));
    const editing = this.#editing === key;
    return h("div", { class: `quote-row${asked ? " asked" : ""}${proposal ? " to-confirm" : ""}`, "data-field": spec.field },
      h("dt", {}, spec.label, asked && h("span", { class: "visually-hidden" }, ` ${said("asked")}`)),
      editing
        ? h("dd", { class: "quote-edit-cell" }, this.#form(spec, value, draft, line, key))
        : h("dd", { class: words === null && !proposal ? "missing" : null },
          proposal ? said("to_confirm", { value: inWords(spec, proposed, this.#people, line) }) : words ?? said(isMissing(spec, draft, number) ? "missing" : "not_told"),
          official && h("span", { class: "understood" }, said("official", hasSector(draft, line) ? "sure" : "by_sector")),
          approximate && h("span", { class: "understood" }, said("approximate")),
          understood && tellsMore(understood, words) && h("span", { class: "understood" }, said("understood", { words: typographic(understood) }))),
      !editing && !this.#readOnly && h("dd", { class: "quote-action" }, h("button", { type: "button", class: "button bare icon-only", "data-key": key,
        "aria-label": line ? said("edit_of_line", { field: spec.label, number }) : said("edit", { field: spec.label }), onclick: () => this.#edit(key) }, icon("edit"))));
  }

  #form(spec, value, draft, line, key) {
    const ids = { hint: uid("hint"), problem: uid("problem") };
    const { input, elements, changes, wrong = () => input } = this.#editor(spec, value, draft, line);
    input.id ||= uid("value");
    input.setAttribute("aria-describedby", `${spec.hint ? `${ids.hint} ` : ""}${ids.problem}`);
    const problem = h("span", { class: "problem", id: ids.problem, role: "alert" });
    const save = (values) => this.#save(spec, line, key, values, input, problem);
    const unknown = spec.unknown && spec.kind !== "choice" && h("button", { type: "button", class: "button", onclick: () => save({ [spec.field]: UNKNOWN }) }, say("fields", "unknown"));
    const remove = (spec.optional || spec.list) && value !== null && h("button", { type: "button", class: "button", onclick: () => save(changeTo(spec, null, draft)) }, said("remove"));
    return h("form", { class: "quote-edit", novalidate: true, "data-of": key,
      onsubmit: (event) => {
        event.preventDefault();
        const told = changes();
        if (told) save(told);
        else this.#refuse(spec.refused ?? say("fields", "refused", spec.field), wrong(), problem);
      },
      onkeydown: (event) => {
        if (event.key !== "Escape") return;
        event.preventDefault();
        event.stopPropagation();
        this.#close(key);
      } },
    !spec.parts && h("label", { class: "visually-hidden", for: input.id }, spec.label),
    spec.hint && h("span", { class: "hint", id: ids.hint }, spec.hint),
    elements, problem,
    h("span", { class: "actions" },
      h("button", { type: "submit", class: "button primary" }, said("save")),
      unknown, remove,
      h("button", { type: "button", class: "button", onclick: () => this.#close(key) }, said("cancel"))));
  }

  /** What a value is given with, and the change that it makes; none while something of it is still to be told. */
  #editor(spec, value, draft, line) {
    if (spec.kind === "act") {
      const { input, list, status, changes } = this.#act(draft, line);
      return { input, elements: [input, list, status], changes };
    }
    if (spec.parts) {
      const { element, input, value: told, wrong } = partsField(spec, value, draft);
      return { input, elements: [element], wrong, changes: () => told() && changeTo(spec, told(), draft) };
    }
    const input = control(spec, value, this.#people);
    const teeth = TEETH[spec.kind]?.(input, value ?? []);
    return { input, elements: [input, teeth], changes: () => ({ [spec.field]: (spec.read ?? String)(input.value) }) };
  }

  /** An act is looked for within what is known: the family, the day of the care, the tooth. */
  #act(draft, line) {
    return actField({
      text: line.label ?? line.act ?? "",
      taken: this.#taken,
      within: () => ({ family: draft.family, on: draft.care_date === UNKNOWN ? null : draft.care_date, tooth: line.tooth }),
    });
  }

  #edit(key) {
    this.#editing = key;
    this.#taken = {};
    this.#render();
    const input = this.panel.querySelector(INPUTS);
    input?.focus();
    if (input?.type === "text") input.select();
  }

  /** Another form may have been opened while the change of this one was made. */
  #close(key) {
    if (this.#editing !== key) return;
    this.#editing = null;
    this.#render();
    (this.panel.querySelector(`[data-key="${key}"]`) ?? this.panel).focus();
  }

  /** Apply the changes, field → value, together. */
  async #save(spec, line, key, values, input, problem) {
    const changes = Object.entries(values).map(([field, value]) => ({ field, line: line?.number ?? null, value }));
    const refused = changes.length > 0 ? await this.#try(changes, spec.refused) : null;
    if (refused === null) this.#close(key);
    else this.#refuse(refused, input, problem);
  }

  #refuse(refused, input, problem) {
    const shown = input.isConnected ? problem : this.panel.querySelector(".quote-edit .problem");
    const field = input.isConnected ? input : this.panel.querySelector(INPUTS);
    if (shown) shown.textContent = refused;
    field?.setAttribute("aria-invalid", "true");
    field?.focus();
  }

  async #change(changes) {
    const refused = await this.#try(changes);
    if (refused === null && !this.panel.contains(document.activeElement)) this.panel.focus();
    if (refused !== null) this.panel.querySelector('[data-testid="quote-problem"]').textContent = refused;
  }

  /** Apply the changes; the sentence that says why they were refused, or null. */
  async #try(changes, sentence) {
    try {
      await this.#conversation.change(changes);
      return null;
    } catch (problem) {
      if (problem.status === 401) signInAgain();
      if (problem.status !== 422) return said("not_saved");
      return sentence ?? problem.body.errors?.[0]?.message ?? problem.message;
    }
  }

  /** What is left to pay: the estimate, or as long as the quote is being described, where it stands so far. */
  #total(draft) {
    const figure = (what, text) => h("p", { class: "headline" }, h("span", { class: "what" }, what), h("span", { class: "amount" }, text));
    const current = this.#current;
    if (!current && !draft?.running) return null;
    return h("section", { class: "quote-total", "aria-label": said("estimate"), "data-testid": "quote-total" },
      current
        ? [figure(say("names", "member"), current.headline), current.total.bar && bar(current.total.bar), legend(current.total.legend)]
        : [figure(said(...soFar(draft)), leftInWords(draft.running.member)), h("p", { class: "small" }, said("running_note"))],
      !current && this.#conversation.estimate && h("p", { class: "small" }, said("before"), " ", h("s", {}, this.#conversation.estimate.headline)));
  }
}

/** The words for the estimate so far: of the whole quote, or of the lines that can be counted yet. */
function soFar({ running: { left_out: rest }, lines }, variables = {}) {
  if (rest.length === 0) return ["running", variables];
  return ["running_in_part", { ...variables, count: lines.length - rest.length, lines: lines.length }];
}

/** Whether an estimate waits for it. */
const isMissing = ({ field }, { missing }, number) =>
  missing.some((one) => one.line === number && (field === one.field || field.startsWith(`${one.field}.`)));

/** Whether the member's words say something else than the value does: « fin janvier », but not « 850 euros ». */
function tellsMore(understood, shown) {
  const bare = (text) => text.toLowerCase().replace(/,00\b/, "").replace(/\b(euros?|nuits?|dents?)\b|[^\p{L}\p{N},]/gu, "");
  return !(shown ?? "").split(" — ").some((part) => bare(part) === bare(understood));
}

/** What tells a field or an entry of a list from the others. */
const keyOf = ({ field, place }, line) => `${field}${place === undefined ? "" : `.${place}`}-${line?.number ?? ""}`;

/** The teeth are picked in a drawing too. */
const TEETH = {
  tooth: (input, value) => mouth({ picked: value > 0 ? [value] : [], onChange: ([tooth]) => { input.value = tooth ?? ""; } }),
  teeth: (input, value) => mouth({ picked: value, many: true, onChange: (numbers) => { input.value = numbers.join(", "); } }),
};

const hasSector = ({ family }, { sector }) => family === "dental" || ![null, UNKNOWN].includes(sector);

/** What waits to be confirmed for a field, or for a part of one (the private room's); null when nothing does. */
function proposedValue({ field }, { to_confirm: pending }, number) {
  if (!pending || (pending.line ?? null) !== number) return null;
  if (pending.field === field) return pending.value;
  return field.startsWith(`${pending.field}.`) ? pending.value[field.slice(pending.field.length + 1)] ?? null : null;
}

customElements.define("oxy-quote", OxyQuote);
