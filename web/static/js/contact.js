/** <oxy-handover>: the form of the hand-over on its own page. */
import { handoverForm } from "./handover.js";

class OxyHandover extends HTMLElement {
  connectedCallback() {
    this.replaceChildren(handoverForm({ conversation: this.getAttribute("conversation"), heading: "h2" }));
  }
}

customElements.define("oxy-handover", OxyHandover);
