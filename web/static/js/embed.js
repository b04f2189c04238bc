/**
 * <oxyccam-devis>: the member's space over another page of the mutuelle, behind one button.
 *
 * Served as /integration.js, as a function of `words` and `pages`, the origins that may hold the space; on any other it
 * opens in a window of its own. The element brings its styles with it and needs no `style-src` of the page.
 */
const SERVICE = new URL(document.currentScript.src).origin;
const SPACE = `${SERVICE}/espace`;

const STYLES = new CSSStyleSheet();
STYLES.replaceSync(`
  :host { all: initial; font: 17px/1.4 system-ui, sans-serif; color-scheme: light dark; --ink: light-dark(#1b2a41, #e6edf5); --ground: light-dark(#fff, #10151d); }
  button, a { font: inherit; font-weight: 600; color: var(--ink); min-height: 44px; box-sizing: border-box; padding: 0.4rem 1rem; border: 2px solid var(--ink); border-radius: 10px; background: var(--ground); cursor: pointer; }
  a { display: inline-flex; align-items: center; border-color: transparent; }
  :focus-visible { outline: 3px solid light-dark(#1d4ed8, #93b4ff); outline-offset: 2px; }
  .open { position: fixed; right: 1rem; bottom: 1rem; z-index: 2147483000; background: var(--ink); color: var(--ground); }
  dialog { box-sizing: border-box; width: min(100vw, 30rem); height: min(100dvh, 48rem); max-width: none; max-height: none; margin: auto 1rem 1rem auto; padding: 0; border: 2px solid var(--ink); border-radius: 10px; background: var(--ground); color: var(--ink); overflow: hidden; }
  dialog[open] { display: flex; flex-direction: column; }
  dialog::backdrop { background: rgb(16 21 29 / 0.55); }
  .head { display: flex; flex-wrap: wrap; gap: 0.25rem 0.5rem; align-items: center; padding: 0.35rem 0.5rem 0.35rem 1rem; border-bottom: 2px solid var(--ink); }
  strong { flex: 1; }
  iframe { flex: 1; width: 100%; border: 0; background: var(--ground); }
  @media (max-width: 33rem) { dialog { width: 100vw; height: 100dvh; margin: 0; border: 0; border-radius: 0; } .head { flex-wrap: nowrap; font-size: 15px; } .head :is(a, button) { padding-inline: 0.4rem; white-space: nowrap; } }
`);

function make(name, given, ...children) {
  const element = Object.assign(document.createElement(name), given);
  element.append(...children);
  return element;
}

class OxyccamDevis extends HTMLElement {
  connectedCallback() {
    this.dialog = make("dialog", { ariaLabel: words.title },
      make("div", { className: "head" },
        make("strong", {}, words.title),
        make("a", { href: SPACE, target: "_blank", rel: "noopener" }, words.apart),
        make("button", { type: "button", onclick: () => this.dialog.close() }, words.close)));
    const opener = make("button", { type: "button", className: "open", ariaHasPopup: "dialog", onclick: () => this.open() }, words.open);
    const root = this.attachShadow({ mode: "open" });
    root.adoptedStyleSheets = [STYLES];
    root.append(opener, this.dialog);
  }

  /** The space is fetched at the first opening, and stays as it was left. */
  open() {
    if (!pages.includes(location.origin)) {
      window.open(SPACE, "_blank", "noopener");
      return;
    }
    if (!this.frame) {
      this.frame = make("iframe", { src: SPACE, title: words.title });
      this.dialog.append(this.frame);
      addEventListener("message", ({ data, source }) => {
        if (source === this.frame.contentWindow && data === "oxyccam:close") this.dialog.close();
      });
    }
    this.dialog.showModal();
  }
}

customElements.define("oxyccam-devis", OxyccamDevis);
if (!document.querySelector("oxyccam-devis")) document.body.append(document.createElement("oxyccam-devis"));
