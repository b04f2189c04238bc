/**
 * <oxy-password for="id">: says as one types which of the five rules a new password already satisfies, and can show it.
 * The service decides: these marks only spare an attempt.
 */
import { h } from "./dom.js";

const RULES = {
  length: (text) => [...text.normalize("NFC")].length >= 8,
  upper: (text) => /\p{Lu}/u.test(text),
  lower: (text) => /\p{Ll}/u.test(text),
  digit: (text) => /\p{Nd}/u.test(text),
  special: (text) => /[^\p{L}\p{N}]/u.test(text),
};

class OxyPassword extends HTMLElement {
  connectedCallback() {
    this.field = document.getElementById(this.getAttribute("for"));
    this.box = h("input", { type: "checkbox", id: `${this.field.id}-shown`, onchange: () => this.#show() });
    this.replaceChildren(h("label", { class: "show-password", for: this.box.id }, this.box, ` ${this.dataset.show}`));
    this.field.addEventListener("input", () => this.#mark());
    this.#mark();
  }

  #show() {
    this.field.type = this.box.checked ? "text" : "password";
  }

  #mark() {
    for (const item of document.querySelectorAll("[data-rule]")) {
      item.classList.toggle("met", RULES[item.dataset.rule](this.field.value));
    }
  }
}

customElements.define("oxy-password", OxyPassword);
