/** The answers proposed with a question: buttons, and the control that suits what is asked: a day, nights, teeth. */
import { h, uid } from "./dom.js";
import { frenchDate } from "./format.js";
import { mouth } from "./mouth.js";
import { say } from "./wording.js";

const said = (...keys) => say("conversation", ...keys);

/** `field` is the one asked; `onPress(id, title)` for a button, `onText(text)` for an answer made with a control: none among values proposed. */
export function choices(buttons, field, { onPress, onText }) {
  const control = !buttons.some(({ title }) => /\d/.test(title)) && CONTROLS[field]?.(onText);
  const given = buttons.length > 0 && h("div", { class: "actions", onkeydown: moveWithArrows }, buttons.map(({ id, title }) =>
    h("button", { type: "button", class: "button", onclick: () => onPress(id, title) }, title)));
  return h("fieldset", { class: "choices", "data-testid": "choices" }, h("legend", { class: "visually-hidden" }, said("choices")), control, given);
}

/** Arrows go from one button to the next; Tab still leaves each in its turn. */
function moveWithArrows(event) {
  const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
  if (!step) return;
  event.preventDefault();
  const buttons = [...event.currentTarget.children];
  buttons.at((buttons.indexOf(document.activeElement) + step) % buttons.length).focus();
}

/** A field with its button; `text()` is the answer in words, empty while there is none. */
function answerWith(input, label, text, onText, after = null) {
  input.id = uid("answer");
  return h("form", { class: "answer", onsubmit: (event) => { event.preventDefault(); if (text()) onText(text()); } },
    h("label", { for: input.id }, label), input, after, h("button", { type: "submit", class: "button" }, said("answers", "give")));
}

function day(onText) {
  const input = h("input", { type: "date", required: true, "data-testid": "answer-date" });
  return answerWith(input, said("answers", "date"), () => input.value && frenchDate(input.value), onText);
}

function nights(onText) {
  const input = h("input", { type: "number", min: 0, max: 365, required: true, inputmode: "numeric", "data-testid": "answer-nights" });
  const text = () => input.value && said("answers", "nights_told", { count: Number(input.value) });
  return answerWith(input, said("answers", "nights"), text, onText);
}

function teeth(onText) {
  const picked = h("p", { role: "status", class: "picked", "data-testid": "picked-teeth" }, said("answers", "no_tooth"));
  const give = h("button", { type: "submit", class: "button", disabled: true }, said("answers", "give"));
  let chosen = [];
  const drawing = mouth({
    many: true,
    onChange: (numbers) => {
      chosen = numbers;
      give.disabled = numbers.length === 0;
      picked.textContent = numbers.length > 0 ? listed(numbers) : said("answers", "no_tooth");
    },
  });
  return h("form", { class: "answer-teeth", onsubmit: (event) => { event.preventDefault(); onText(listed(chosen)); } },
    drawing, h("div", { class: "actions" }, picked, give));
}

/** « dents 26, 27 et 36 » */
function listed(numbers) {
  if (numbers.length === 1) return said("answers", "tooth", { tooth: numbers[0] });
  return said("answers", "teeth", { others: numbers.slice(0, -1).join(", "), last: numbers.at(-1) });
}

const CONTROLS = { care_date: day, "stay.nights": nights, "line.tooth": teeth };
