/** Where the member writes: one text, kept for its author until it is sent, and what one can do at any time. */
import { h, icon } from "./dom.js";
import { ACCEPTED, FILE_BYTES } from "./files.js";
import * as unsent from "./unsent.js";
import { say } from "./wording.js";

const TEXT_MAX = 2000;

const said = (...keys) => say("conversation", ...keys);

/** `onText` is given a text that can be sent and says whether it took it, `onFile` a file; the `tools` are buttons. */
export class Composer {
  #author;
  #onText;
  #onFile;

  constructor({ author, onText, onFile, tools }) {
    this.#author = author;
    this.#onText = onText;
    this.#onFile = onFile;
    this.file = h("input", { type: "file", hidden: true, accept: ACCEPTED, "data-testid": "chat-file", onchange: () => this.take(this.file.files) });
    this.text = h("textarea", { id: "chat-text", rows: 1, autocomplete: "off", enterkeyhint: "send", placeholder: said("placeholder"),
      "aria-describedby": "chat-problem", "data-testid": "chat-text", oninput: () => this.#typed(), onkeydown: (event) => this.#onKey(event), onpaste: (event) => this.#pasted(event) });
    this.problem = h("p", { class: "problem", id: "chat-problem", role: "alert", "data-testid": "chat-problem" });
    this.element = h("form", { class: "composer", "aria-label": said("composer"), onsubmit: (event) => { event.preventDefault(); this.#send(); } },
      h("div", { class: "composer-row" },
        this.file,
        h("button", { type: "button", class: "button icon-only", "aria-label": say("paper", "send"), title: say("paper", "send"), onclick: () => this.file.click(), "data-testid": "chat-attach" }, icon("attach")),
        h("label", { class: "visually-hidden", for: "chat-text" }, said("label")), this.text,
        h("button", { type: "submit", class: "button primary icon-only", "aria-label": said("send"), "data-testid": "chat-send" }, icon("send"))),
      this.problem,
      h("div", { class: "composer-tools" }, tools));
    this.text.value = unsent.read(author);
  }

  focus() {
    this.text.focus({ preventScroll: true });
  }

  /** Keep this text in case it is not sent; nothing to keep once it is. */
  keep(text = this.text.value) {
    unsent.keep(this.#author, text);
  }

  /** Give a text back to its author, unless another one is being written. */
  giveBack(text) {
    if (this.text.value === "") this.text.value = text;
  }

  /** Say what is wrong; the next text, or nothing wrong, takes it away. */
  refuse(problem) {
    this.problem.textContent = problem;
    if (problem) this.text.setAttribute("aria-invalid", "true");
    else this.text.removeAttribute("aria-invalid");
  }

  /** Take files that were chosen, dropped or pasted: one paper at a time, its size looked at before it is sent. */
  take(files) {
    const [file] = files;
    if (!file) return;
    if (files.length > 1) this.refuse(say("paper", "one_at_a_time"));
    else if (file.size > FILE_BYTES) this.refuse(say("handover", "too_large"));
    else {
      this.refuse("");
      this.#onFile(file);
    }
    this.file.value = "";
  }

  #pasted(event) {
    if (event.clipboardData.files.length === 0) return;
    event.preventDefault();
    this.take(event.clipboardData.files);
  }

  #typed() {
    this.keep();
    this.refuse("");
  }

  #onKey(event) {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    if (!event.repeat) this.element.requestSubmit();
  }

  #send() {
    const text = this.text.value.trim();
    if (text === "") return;
    if (text.length > TEXT_MAX) this.refuse(said("too_long"));
    else if (this.#onText(text)) this.text.value = "";
  }
}
