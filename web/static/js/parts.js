/** A value of several parts as one small form: what the stay costs, a charge, one price for several lines. */
import { control, entry, isShown, makingSense, SPECS, titleWithAct } from "./fields.js";
import { h, uid } from "./dom.js";

/** `value()` is what is filled in, null while a part that it needs is not; `wrong()` the input to look at then. */
export function partsField(spec, value, draft) {
  const parts = spec.parts.map((part) => {
    const held = value?.[part.part] ?? null;
    return { part, ...(part.kind === "lines" ? linePicker(part, held ?? [], draft) : typed(part, held)) };
  });
  const missing = () => parts.find(({ part, read }) => part.needed && read() === null);
  return {
    element: h("div", { class: "quote-parts" }, parts.map(({ element }) => element)),
    input: parts[0].input,
    value: () => (missing() ? null : Object.fromEntries(parts.map(({ part, read }) => [part.part, read()]).filter(([, told]) => told !== null))),
    wrong: () => missing()?.input ?? parts[0].input,
  };
}

/** What a part may be left without has its first choice; a text that is empty is none. */
function typed(part, held) {
  const input = control(part, held ?? (part.needed ? null : part.choices[0] ?? null), {});
  input.id = uid("part");
  const hint = part.hint && h("span", { class: "hint", id: uid("hint") }, part.hint);
  if (hint) input.setAttribute("aria-describedby", hint.id);
  return {
    input,
    element: h("div", { class: "quote-part" }, h("label", { for: input.id }, part.label), input, hint),
    read: () => (input.value.trim() === "" ? null : part.read?.(input.value) ?? input.value.trim()),
  };
}

function linePicker(part, held, draft) {
  const boxes = draft.lines.map((line) => {
    const number = String(line.number);
    return h("input", { type: "checkbox", id: uid("line"), value: number, checked: held.includes(number) });
  });
  const picked = () => boxes.filter(({ checked }) => checked).map((box) => box.value);
  return {
    input: boxes[0],
    element: h("fieldset", { class: "quote-part" }, h("legend", {}, part.label), boxes.map((box, place) =>
      h("div", { class: "tick" }, box, h("label", { for: box.id }, titleWithAct(draft.lines[place]))))),
    read: () => (picked().length > 1 ? picked() : null),
  };
}

/** The fields of a scope that may be added to it. */
export const addable = (scope, draft, line) => makingSense(scope, draft, line).filter((each) => !isShown(each, draft, line));

export const oneMore = (field, draft) => entry(SPECS.find((each) => each.field === field), draft, draft[field]?.length ?? 0);

/** The change that puts a value in its place; null takes it away. */
export function changeTo(each, value, draft) {
  if (each.place === undefined) return { [each.field]: value };
  const held = draft[each.field] ?? [];
  return { [each.field]: [...held.slice(0, each.place), ...(value === null ? [] : [value]), ...held.slice(each.place + 1)] };
}
