/**
 * A drawing of the mouth, seen as a dentist draws it: the patient's right on the left, the upper jaw above.
 *
 * Each tooth is a button with its number and its name; the arrows go along the jaw and from one jaw to the other, so that
 * one Tab enters the drawing and one leaves it.
 */
import { h, svg } from "./dom.js";
import { say } from "./wording.js";

const UPPER = [18, 17, 16, 15, 14, 13, 12, 11, 21, 22, 23, 24, 25, 26, 27, 28];
const LOWER = [48, 47, 46, 45, 44, 43, 42, 41, 31, 32, 33, 34, 35, 36, 37, 38];
const WIDTH = 320;
const HEIGHT = 326;
const CENTRE = { x: WIDTH / 2, upper: 150, lower: 176 };
const REACH = { x: 132, y: 126 };

const nameOf = (number) =>
  say("teeth", "named", { tooth: number, kind: say("teeth", "kinds", number % 10), side: say("teeth", "quarters", Math.floor(number / 10)) });

/** Where the tooth stands along its arch: from the right of the mouth (place 0) to its left (place 15). */
function placeOf(place, up) {
  const angle = Math.PI * (0.02 + (0.96 * place) / 15);
  const y = Math.sin(angle) * REACH.y;
  return { x: CENTRE.x - Math.cos(angle) * REACH.x, y: up ? CENTRE.upper - y : CENTRE.lower + y };
}

const legend = (side, x, y) => svg("text", { x, y, class: "jaw", "aria-hidden": "true" }, say("teeth", "legend", side));

/** `onChange(numbers)`: the teeth picked, in the order of the jaws; `many`: more than one may be. */
export function mouth({ picked = [], many = false, onChange }) {
  const chosen = new Set(picked.map(Number));
  const jaws = [UPPER, LOWER];
  const buttons = new Map();

  function toggle(number) {
    if (chosen.has(number)) chosen.delete(number);
    else {
      if (!many) chosen.clear();
      chosen.add(number);
    }
    for (const [each, button] of buttons) button.setAttribute("aria-pressed", String(chosen.has(each)));
    onChange(jaws.flat().filter((each) => chosen.has(each)));
  }

  function enter(number) {
    for (const [each, button] of buttons) button.setAttribute("tabindex", each === number ? "0" : "-1");
  }

  function onKey(event, row, place) {
    const along = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    const across = { ArrowUp: UPPER, ArrowDown: LOWER }[event.key];
    if (event.key === "Enter" || event.key === " ") {
      if (!event.repeat) toggle(jaws[row][place]);
    } else if (along) focus(jaws[row][(place + along + 16) % 16]);
    else if (across) focus(across[place]);
    else return;
    event.preventDefault();
  }

  function focus(number) {
    enter(number);
    buttons.get(number).focus();
  }

  const drawn = jaws.flatMap((jaw, row) => jaw.map((number, place) => {
    const { x, y } = placeOf(place, row === 0);
    const wide = number % 10 > 5 ? 13 : 11;
    const button = svg("g", { class: "tooth", role: "button", "aria-label": nameOf(number), "aria-pressed": String(chosen.has(number)), tabindex: "-1",
      "data-tooth": number, transform: `translate(${x.toFixed(1)} ${y.toFixed(1)})`,
      onclick: () => { enter(number); toggle(number); }, onkeydown: (event) => onKey(event, row, place) },
    svg("circle", { r: 13, class: "reach" }), svg("rect", { x: -wide, y: -11, width: 2 * wide, height: 22, rx: 7 }), svg("text", { y: 4.5 }, String(number)));
    buttons.set(number, button);
    return button;
  }));
  enter(picked.length > 0 ? Number(picked[0]) : 11);
  return h("div", { class: "mouth", role: "group", "aria-label": say("teeth", "title"), "data-testid": "mouth" },
    svg("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}` },
      legend("upper", CENTRE.x, 104), legend("lower", CENTRE.x, 230), legend("right", 70, 167), legend("left", WIDTH - 70, 167),
      drawn));
}
