/**
 * <oxy-session>: says before the session ends for want of action, and offers to stay.
 *
 * Any action of any tab of the space counts as contact (a shared time in localStorage, nothing personal). A member who
 * types or clicks without calling the service is there all the same: one call a few minutes tells it so.
 */
import { csrfToken, signInAgain } from "./api.js";
import { h } from "./dom.js";
import { forgetAll } from "./unsent.js";
import { say } from "./wording.js";

const LAST_CONTACT = "oxyccam-last-contact";
const MINUTE = 60_000;
const PRESENCE_EVERY = 4 * MINUTE;
const LOOK_EVERY = 5_000;

class OxySession extends HTMLElement {
  connectedCallback() {
    this.warnAfter = Number(this.dataset.warnMinutes) * MINUTE;
    this.endAfter = Number(this.dataset.endMinutes) * MINUTE;
    this.#contact();
    this.left = h("p", { role: "status" });
    this.dialog = h("dialog", { "aria-labelledby": "session-title", "data-testid": "session-dialog", onclose: () => this.#stay() },
      h("h2", { id: "session-title" }, say("session", "title")),
      this.left,
      h("p", {}, say("session", "kept")),
      h("form", { method: "dialog", class: "actions" },
        h("button", { class: "button primary", "data-testid": "session-stay" }, say("session", "stay"))));
    this.replaceChildren(this.dialog);
    document.addEventListener("oxy:contact", () => this.#contact());
    for (const kind of ["keydown", "pointerdown"]) addEventListener(kind, () => this.#present(), { passive: true });
    document.querySelector('form[action="/deconnexion"]')?.addEventListener("submit", forgetAll);
    setInterval(() => this.#look(), LOOK_EVERY);
    document.addEventListener("visibilitychange", () => this.#look());
  }

  get #idle() {
    return Date.now() - Number(localStorage.getItem(LAST_CONTACT) ?? 0);
  }

  #contact() {
    localStorage.setItem(LAST_CONTACT, String(Date.now()));
  }

  #present() {
    if (!this.dialog.open && this.#idle > PRESENCE_EVERY) this.#stay();
  }

  #look() {
    const idle = this.#idle;
    if (idle >= this.endAfter) signInAgain();
    else if (idle >= this.warnAfter) {
      const minutes = Math.ceil((this.endAfter - idle) / MINUTE);
      const text = minutes === 1 ? say("session", "last_minute") : say("session", "left", { minutes });
      if (this.left.textContent !== text) this.left.textContent = text;
      if (!this.dialog.open) this.dialog.showModal();
    } else if (this.dialog.open) this.dialog.close();
  }

  async #stay() {
    if (this.#idle < PRESENCE_EVERY / 4) return;
    this.#contact();
    const answer = await fetch("/session/prolonger", { method: "POST", headers: { "X-CSRF-Token": csrfToken() } }).catch(() => null);
    if (answer?.status === 401) signInAgain();
  }
}

customElements.define("oxy-session", OxySession);
