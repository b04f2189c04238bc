/**
 * <oxy-exchange data-from="ADDRESS" data-case="ID">: « Mes échanges », or one of them, follows the desk while it is looked
 * at. Only what has changed is replaced: what a member writes or reads stays. Without it a reload shows the same.
 */
import { BASE, signInAgain } from "./api.js";
import "./forms.js";

class OxyExchange extends HTMLElement {
  #stream = null;

  connectedCallback() {
    this.#watch();
    document.addEventListener("visibilitychange", () => {
      if (!document.hidden) this.#renew();
      this.#watch();
    });
  }

  /** A hidden page holds no connection. */
  #watch() {
    this.#stream?.close();
    this.#stream = null;
    if (document.hidden) return;
    this.#stream = new EventSource(`${BASE}/cases/events`);
    this.#stream.addEventListener("changed", (event) => {
      if (!this.dataset.case || JSON.parse(event.data).case === this.dataset.case) this.#renew();
    });
    this.#stream.addEventListener("signed_out", signInAgain);
  }

  async #renew() {
    const answer = await fetch(this.dataset.from, { cache: "no-store" }).catch(() => null);
    if (answer?.status === 401) signInAgain();
    if (!answer?.ok) return; // the next event tells again
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    follow(this.firstElementChild, fresh.body.firstElementChild);
  }
}

/** Make `here` as `there` is: child by child, by their ids, where both are marked so; whole where they differ. */
function follow(here, there) {
  if (here.isEqualNode(there)) return;
  if (!("each" in here.dataset && "each" in there.dataset)) {
    here.replaceWith(document.importNode(there, true));
    return;
  }
  const wanted = new Set([...there.children].map(({ id }) => id));
  for (const child of [...here.children]) if (!wanted.has(child.id)) child.remove();
  [...there.children].forEach((child, place) => {
    const known = [...here.children].find(({ id }) => id === child.id);
    if (known) follow(known, child);
    else here.insertBefore(document.importNode(child, true), here.children[place] ?? null);
  });
}

customElements.define("oxy-exchange", OxyExchange);
