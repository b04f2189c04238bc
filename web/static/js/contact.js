/** <oxy-handover>: the form that sends a quote to Ligne claire, on its own page. */
import { handoverForm } from "./handover.js";

class OxyHandover extends HTMLElement {
  connectedCallback() {
    this.replaceChildren(handoverForm({ conversation: this.getAttribute("conversation"), heading: "h2" }));
  }
}

customElements.define("oxy-handover", OxyHandover);
