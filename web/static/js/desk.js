/**
 * The desk's keyboard, and what an advisor writes kept as they write. Without this script everything still works.
 *
 * <oxy-keys>: j and k go through the rows, Enter opens one, n and p go to the next and previous case, / searches,
 * ? says all of it.
 */
import { csrfToken, signInAgain } from "./api.js";
import { h } from "./dom.js";
import { say, words } from "./wording.js";

const KEPT_AFTER = 1_500;

class OxyKeys extends HTMLElement {
  connectedCallback() {
    this.dialog = h("dialog", { "aria-labelledby": "keys-title", "data-testid": "keys" },
      h("h2", { id: "keys-title" }, say("desk_keys", "title")),
      h("dl", { class: "facts" }, Object.entries(words("desk_keys", "keys")).map(([key, what]) => [h("dt", {}, h("kbd", {}, words("desk_keys", "names")[key] ?? key)), h("dd", {}, what)])),
      h("form", { method: "dialog", class: "actions" }, h("button", { class: "button primary" }, say("desk_keys", "close"))));
    const help = h("button", { type: "button", class: "button bare no-print", "data-testid": "keys-help", onclick: () => this.dialog.showModal() }, say("desk_keys", "title"));
    this.replaceChildren(help, this.dialog);
    addEventListener("keydown", (event) => this.#pressed(event));
  }

  #pressed(event) {
    const typing = event.target.closest?.("input, textarea, select, dialog");
    if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
    const act = {
      j: () => this.#row(1),
      k: () => this.#row(-1),
      n: () => document.querySelector('a[rel="next"]')?.click(),
      p: () => document.querySelector('a[rel="prev"]')?.click(),
      "/": () => document.querySelector('input[type="search"]')?.focus(),
      "?": () => this.dialog.showModal(),
    }[event.key];
    if (act) {
      event.preventDefault();
      act();
    }
  }

  #row(step) {
    const rows = [...document.querySelectorAll("[data-row]")];
    const here = rows.indexOf(document.activeElement);
    rows[Math.min(Math.max(here + step, 0), rows.length - 1)]?.focus();
  }
}

customElements.define("oxy-keys", OxyKeys);

/** Keep a reply a moment after its last letter. */
for (const form of document.querySelectorAll("[data-reply]")) {
  let waiting = 0;
  form.texte.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(async () => {
      const answer = await fetch(`/api/v1/console/cases/${form.dataset.reply}/reply`, {
        method: "PUT",
        headers: { "Content-Type": "application/json", "X-CSRF-Token": csrfToken() },
        body: JSON.stringify({ text: form.texte.value }),
      }).catch(() => null);
      if (answer?.status === 401) signInAgain();
    }, KEPT_AFTER);
  });
  form.addEventListener("submit", () => clearTimeout(waiting));
}
