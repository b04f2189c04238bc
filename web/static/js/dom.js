/** Builds elements node by node, never from markup, so that nothing a member or an advisor typed is ever read as markup. */

const SVG = "http://www.w3.org/2000/svg";

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if ((value ?? false) === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat(2).filter((child) => (child ?? false) !== false));
  return element;
}

/** h("p", {class: "hint", onclick: …}, "text", child, …) */
export const h = (tag, attributes, ...children) => fill(document.createElement(tag), attributes, children);

export const svg = (tag, attributes, ...children) => fill(document.createElementNS(SVG, tag), attributes, children);

export const icon = (name) =>
  svg("svg", { class: "icon", "aria-hidden": "true" }, svg("use", { href: `/static/icons.svg#${name}` }));

/** For keydown: a key held down presses once, wherever the first press has led the focus. */
export const pressOnce = (event) => {
  if (event.key === "Enter" && event.repeat && event.target.localName !== "textarea") event.preventDefault();
};

let count = 0;
/** An id that no other element of the page has, for labels and descriptions. */
export const uid = (prefix) => `${prefix}-${++count}`;
