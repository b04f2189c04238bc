/**
 * The desk's keyboard, what others do meanwhile, and what an advisor writes kept. Without it everything still works.
 *
 * <oxy-keys>: j and k go through the rows, Enter opens one, n and p go to the next and previous case, t takes it, r
 * leads to the reply and Escape out of it, / searches, ? says all of it.
 * <oxy-live data-case="ID">: hears of the desk and changes nothing, since somebody is reading; says who else has the
 * case open. Without a case, it hears of the list.
 */
import { BASE, csrfToken, signInAgain } from "./api.js";
import { h } from "./dom.js";
import "./forms.js";
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
    const typing = event.target.closest?.("input, textarea, select, dialog[open]");
    if (event.key === "Escape" && event.target.matches?.("input, textarea")) event.target.blur(); // back to the keys
    if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
    const act = {
      j: () => this.#row(1),
      k: () => this.#row(-1),
      n: () => document.querySelector('a[rel="next"]')?.click(),
      p: () => document.querySelector('a[rel="prev"]')?.click(),
      t: () => document.querySelector('[data-key="t"]')?.click(),
      r: () => document.querySelector('[data-key="r"]')?.focus(),
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

const listed = (names) => new Intl.ListFormat("fr").format(names);

class OxyLive extends HTMLElement {
  #stream = null;
  #news = 0;
  #who = h("div");
  #what = h("div");

  connectedCallback() {
    this.setAttribute("role", "status");
    this.replaceChildren(this.#who, this.#what);
    this.#watch();
    document.addEventListener("visibilitychange", () => this.#watch());
  }

  /** A hidden page holds no connection. */
  #watch() {
    this.#stream?.close();
    this.#stream = null;
    if (document.hidden) return;
    const { case: watched } = this.dataset;
    this.#stream = new EventSource(`${BASE}/console/events${watched ? `?case=${watched}` : ""}`);
    this.#stream.addEventListener("here", (event) => this.#here(JSON.parse(event.data).names));
    for (const name of ["new_case", "new_message", "taken", "changed"]) {
      this.#stream.addEventListener(name, (event) => this.#told(name, JSON.parse(event.data)));
    }
    this.#stream.addEventListener("signed_out", signInAgain);
  }

  #told(name, what) {
    if (this.dataset.case === undefined) {
      this.#news += 1;
      this.#show(say("desk_live", "news", { count: this.#news }), "refresh");
    } else if (what.case === this.dataset.case) {
      const text = name === "taken" ? say("desk_live", name, { assignee: what.assignee }) : say("desk_live", name);
      this.#show(text, "reload");
    }
  }

  #here(names) {
    const said = names.length ? say("desk_live", "here", { count: names.length, names: listed(names) }) : "";
    this.#who.replaceChildren(...(said ? [h("p", { class: "notice plain", "data-testid": "here" }, said)] : []));
  }

  #show(text, action) {
    this.#what.replaceChildren(h("p", { class: "notice plain", "data-testid": "news" }, text, " ",
      h("a", { href: location.pathname + location.search }, say("desk_live", action))));
  }
}

customElements.define("oxy-live", OxyLive);

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
