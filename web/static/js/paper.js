/**
 * The card of a paper that was read: each line beside the strip of the page where it stands, its values as fields.
 *
 * A value that must be looked at is a field from the start; « Corriger » makes fields of all. What the member leaves goes
 * as it was read, what they change beside it.
 */
import { actField } from "./acts.js";
import { BASE } from "./api.js";
import { h, svg, uid } from "./dom.js";
import { control, fieldsFor, inWords, valueOf } from "./fields.js";
import { euros } from "./format.js";
import { say } from "./wording.js";

const LEGIBLE = 0.5; // of the page's own points: below, what is printed small cannot be read
const MARGIN = 12; // points of the page around a strip
const ABSENT = { side: null, quantity: null, teeth: null, overrun: null, condition_met: null, covered: null, modifiers: null, association: null, agreement: null };
const ASKED_FOR = ["line.act", "line.fee", "line.tooth", "line.sector", "line.activity"]; // shown empty when one corrects

const said = (...keys) => say("paper", ...keys);

/**
 * `live`: it waits for the member's word. `accept(body)` throws the problem of a refusal; `leave()` is « ce n'est pas
 * mon devis »; `pages` is the address under which the pages are.
 */
export function paperCard(card, { live, conversation, people, accept, leave }) {
  if (!card.read) return null;
  const pages = `${BASE}/conversations/${encodeURIComponent(conversation)}/documents/${encodeURIComponent(card.document)}/pages`;
  const past = () => folded(card.read, pages, people);
  if (!live) return past();
  const { element } = new Paper(card.read, { pages, people, accept, leave });
  element.addEventListener("settled", () => element.replaceWith(past()));
  return element;
}

/** What was read, once it was taken or left: a line in the thread, open on demand. */
function folded(read, pages, people) {
  const draft = { family: read.family };
  return h("details", { class: "paper-past", "data-testid": "read-card-past" },
    h("summary", {}, `${said("folded")} (${said("count", { count: read.lines.length })})`),
    h("ol", { class: "paper-lines" }, read.lines.map((line) =>
      h("li", {}, lineFields(read, line, false).map((spec) => h("p", { class: "small" }, said("value", { label: spec.label, value: inWords(spec, valueOf(spec, draft, line), people, line) })))))),
    links(read, pages));
}

const links = (read, pages) => read.pages > 0 && h("p", { class: "small paper-pages" }, Array.from({ length: read.pages }, (_, place) =>
  h("a", { href: `${pages}/${place + 1}.png`, target: "_blank", rel: "noopener" }, said("page", { page: place + 1 }))));

/** The fields of a line that have a value or a doubt; `all`: those too that a member may want to give. */
function lineFields(read, line, all) {
  const shown = (field) => valueOf({ field }, read, line) !== null || line.doubts.includes(field.slice(5)) || (all && ASKED_FOR.includes(field));
  return fieldsFor("line", { family: read.family }, { ...ABSENT, ...line }).filter(({ field }) => shown(field));
}

class Paper {
  #read;
  #people;
  #accept;
  #leave;
  #pages;
  #pictures = new Map();
  #rows = [];
  #kept = [];
  #correcting = false;

  constructor(read, { pages, people, accept, leave }) {
    this.#read = read;
    this.#pages = pages;
    this.#people = people;
    this.#accept = accept;
    this.#leave = leave;
    const heading = uid("paper");
    this.heading = h("h3", { id: heading, tabindex: "-1" }, said("title"));
    this.body = h("div", {});
    this.problem = h("p", { class: "problem", role: "alert", "data-testid": "read-problem" });
    this.take = h("button", { type: "submit", class: "button primary", "data-testid": "read-accept" });
    this.fix = h("button", { type: "button", class: "button", onclick: () => this.#correct(), "data-testid": "read-correct" }, said("correct"));
    this.element = h("form", { class: "card paper", "aria-labelledby": heading, novalidate: true, "data-live": true, "data-testid": "read-card",
      onsubmit: (event) => { event.preventDefault(); this.#send(); } },
    this.heading, h("p", { class: "paper-count" }, this.#count()), this.body, this.#leftAside(), links(read, pages), this.problem,
    h("div", { class: "actions" }, this.take, this.fix,
      h("button", { type: "button", class: "button", onclick: () => this.#leave(), "data-testid": "read-leave" }, said("not_mine"))));
    this.#render();
  }

  #count() {
    const { lines } = this.#read;
    const doubts = lines.reduce((sum, line) => sum + line.doubts.length, 0) + this.#general().filter(({ doubt }) => doubt).length;
    return [said("count", { count: lines.length }), doubts > 0 ? said("to_check", { count: doubts }) : said("nothing_to_check")].join(", ");
  }

  /** What stands around the acts, with its doubt: the day, the nights, the room. */
  #general() {
    const { care_date: day, care_date_value: dayValue, stay } = this.#read;
    const values = [
      ["care_date", day, dayValue],
      ["stay.nights", stay.nights, stay.values?.nights],
      ["stay.private_room.price", stay.private_room.price, stay.values?.["private_room.price"]],
    ];
    const shape = { family: this.#read.family, setting: "inpatient", care_date: day, stay: { ...stay, private_room: { ...stay.private_room, wanted: true } } };
    const specs = new Map([...fieldsFor("quote", shape), ...fieldsFor("stay", shape)].map((spec) => [spec.field, spec]));
    return values.filter(([field, value]) => value !== null && specs.has(field))
      .map(([field, value, told]) => ({ spec: specs.get(field), value, doubt: told?.doubt ?? false, reason: told?.reason }));
  }

  #render() {
    this.#rows = [];
    this.#kept = [];
    const general = this.#general();
    const { charges } = this.#read;
    this.body.replaceChildren(
      h("ol", { class: "paper-lines" }, this.#read.lines.map((line) => this.#line(line))),
      ...(general.length > 0 || charges.length > 0 ? [h("section", { class: "paper-around" },
        h("h4", {}, said("around")),
        h("div", { class: "paper-fields" }, general.map((one) => this.#row({ ...one, line: null }))),
        charges.length > 0 && charges.map(({ label, amount }) => h("p", { class: "small" }, said("value", { label, value: euros(amount) }))))] : []));
    this.#nameTheGesture();
  }

  #line(line) {
    const keep = h("input", { type: "checkbox", id: uid("keep"), checked: true });
    if (this.#correcting) this.#kept.push({ number: line.number, keep });
    return h("li", { "data-testid": `read-line-${line.number}` },
      h("h4", {}, said("line", { number: line.number })),
      this.#strip(line),
      h("div", { class: "paper-fields" }, lineFields(this.#read, line, this.#correcting).map((spec) => {
        const name = spec.field.slice(5);
        return this.#row({ spec, line, value: valueOf(spec, this.#read, line), doubt: line.doubts.includes(name), reason: line.values?.[name]?.reason });
      })),
      this.#correcting && this.#read.lines.length > 1 && h("p", { class: "tick" }, keep, h("label", { for: keep.id }, said("keep_line"))));
  }

  /** One value: words, or a field where it is doubtful or one corrects. */
  #row({ spec, line, value, doubt, reason }) {
    const number = line?.number ?? null;
    const name = h("span", { class: "paper-label" }, spec.label);
    const why = doubt && h("span", { class: "paper-doubt" }, h("span", { class: "tag open" }, said("doubtful")), reason ? ` ${say("quote_reading", "doubts", reason)}` : "");
    if (!doubt && !this.#correcting) {
      return h("div", { class: "paper-row", "data-field": spec.field }, name, h("span", { class: "paper-value" }, inWords(spec, value, this.#people, line)));
    }
    const ids = { input: uid("read"), why: uid("why"), problem: uid("problem") };
    const act = spec.kind === "act" && actField({ text: line.label ?? line.act ?? "", taken: {}, within: () => ({ family: this.#read.family, tooth: line.tooth }) });
    const input = act ? act.input : control(spec, value, this.#people);
    input.id = ids.input;
    input.setAttribute("aria-describedby", `${why ? `${ids.why} ` : ""}${ids.problem}`);
    input.addEventListener("input", () => this.#nameTheGesture());
    input.addEventListener("change", () => this.#nameTheGesture());
    if (why) why.id = ids.why;
    const problem = h("span", { class: "problem", id: ids.problem, role: "alert" });
    this.#rows.push({ spec, number, input, problem, act, was: input.value });
    return h("div", { class: `paper-row editing${doubt ? " doubtful" : ""}`, "data-field": spec.field },
      h("label", { class: "paper-label", for: ids.input }, spec.label), h("span", { class: "paper-value" }, input, act && [act.list, act.status]), why, problem);
  }

  /** « Tout est juste » as long as nothing was changed. */
  #nameTheGesture() {
    const changed = this.#rows.some(({ input, was }) => input.value !== was);
    this.take.textContent = changed ? said("take") : said("all_right");
  }

  #correct() {
    this.#correcting = true;
    this.fix.remove();
    this.#render();
    const first = this.#rows.find(({ input }) => input.closest(".doubtful")) ?? this.#rows[0];
    first?.input.focus();
  }

  /** The strip of the page with what is doubtful framed; the picture of a page is asked for once. */
  #strip(line) {
    const { page, box } = line.where ?? {};
    if (!page || this.#read.pages === 0) return null;
    const strip = h("div", { class: "strip", role: "img", tabindex: "0", "aria-label": said("strip", { page, number: line.number }) });
    this.#picture(page).then((picture) => {
      strip.replaceChildren(cut(picture, box, framed(line, page)));
      bringIntoSight(strip);
    }, () => strip.remove());
    return strip;
  }

  #picture(page) {
    if (!this.#pictures.has(page)) {
      const picture = new Image();
      picture.src = `${this.#pages}/${page}.png`;
      this.#pictures.set(page, picture.decode().then(() => picture));
    }
    return this.#pictures.get(page);
  }

  #leftAside() {
    const { left_aside: aside } = this.#read;
    return aside.length > 0 && h("details", { class: "small" },
      h("summary", {}, `${said("left_aside")} (${aside.length})`),
      h("ul", {}, aside.map(({ text, why }) => h("li", {}, text, " – ", say("quote_reading", "left_aside", why)))));
  }

  async #send() {
    const changed = this.#changes();
    if (changed === null) return;
    const lines = this.#kept.length > 0 ? this.#kept.filter(({ keep }) => keep.checked).map(({ number }) => number) : this.#read.lines.map(({ number }) => number);
    if (lines.length === 0) {
      this.problem.textContent = said("nothing_kept");
      return;
    }
    this.problem.textContent = "";
    const changes = changed.filter(({ change }) => change.line === undefined || lines.includes(change.line));
    try {
      await this.#accept({ lines, changes: changes.map(({ change }) => change), stay: true, care_date: true });
    } catch (problem) {
      this.#refuse(problem, changes);
    }
  }

  /** What was changed, each with its row; null when an act is half chosen. */
  #changes() {
    const changes = [];
    for (const row of this.#rows) {
      const at = row.number === null ? {} : { line: row.number };
      if (row.act) {
        const values = row.act.changes();
        if (values === null) {
          this.#tell(row, say("fields", "refused", "line.act"));
          return null;
        }
        for (const [field, value] of Object.entries(values ?? {})) changes.push({ row, change: { ...at, field, value } });
      } else if (row.input.value !== row.was) {
        const text = row.input.value.trim();
        changes.push({ row, change: { ...at, field: row.spec.field, value: text === "" ? null : (row.spec.read ?? String)(text) } });
      }
    }
    return changes;
  }

  #refuse(problem, changes) {
    const [error] = problem.body?.errors ?? [];
    const place = Number(/^changes\[(\d+)\]/.exec(error?.path ?? "")?.[1] ?? -1);
    if (changes[place]) this.#tell(changes[place].row, changes[place].row.spec.refused ?? error.message);
    else this.problem.textContent = problem.status === 422 || problem.status === 409 ? error?.message ?? problem.message : said("not_taken");
  }

  #tell({ input, problem }, text) {
    problem.textContent = text;
    input.setAttribute("aria-invalid", "true");
    input.focus();
  }
}

const framed = (line, page) => line.doubts.map((name) => line.values?.[name]).filter((value) => value?.box && value.page === page).map(({ box }) => box);

/** Scroll a strip wider than the screen so that what must be looked at is seen. */
function bringIntoSight(strip) {
  const frame = strip.querySelector(".doubt-frame");
  if (frame) strip.scrollLeft += Math.max(0, frame.getBoundingClientRect().right - strip.getBoundingClientRect().right + MARGIN);
}

/** The part of a page inside a box (shares of its width and height), wide enough to be read. */
function cut(picture, [left, top, right, bottom], frames) {
  const { naturalWidth: wide, naturalHeight: high } = picture;
  const x = Math.max(0, left * wide - MARGIN);
  const y = Math.max(0, top * high - MARGIN);
  const width = Math.min(wide, right * wide + MARGIN) - x;
  const height = Math.min(high, bottom * high + MARGIN) - y;
  const drawn = svg("svg", { viewBox: `${x} ${y} ${width} ${height}`, "aria-hidden": "true" },
    svg("image", { href: picture.src, width: wide, height: high }),
    frames.map(([l, t, r, b]) => svg("rect", { class: "doubt-frame", x: l * wide - 4, y: t * high - 4, width: (r - l) * wide + 8, height: (b - t) * high + 8 })));
  drawn.style.minWidth = `${Math.round(width * LEGIBLE)}px`;
  return drawn;
}
