/**
 * <oxy-chat>: the conversation with Claire.
 *
 * The log keeps its own reading order; one polite announcement a turn goes to a separate live region, so that a
 * screen reader hears each turn once. The focus stays in the field; a button that was pressed hands it to the next one.
 */
import { cardElement } from "./cards.js";
import { h, icon } from "./dom.js";
import { withoutCardActions } from "./estimate.js";
import { handoverForm } from "./handover.js";
import { say } from "./wording.js";

const UNSENT = "oxyccam-unsent";
const TEXT_MAX = 2000;
const SLOW_TURN_MS = 3000;

const said = (...keys) => say("conversation", ...keys);

const apology = () => [{ text: said("apology"), buttons: [{ id: "retry", title: said("retry") }, { id: "handover", title: said("handover") }] }];

/** A summary's text repeats, as « label : value », what its card lays out: beside the card the rest is enough. */
function besideCard({ text, card }) {
  if (card?.type !== "draft") return text;
  return text.split("\n").filter((line) => !/\s: \S/.test(line)).join("\n") || text;
}

class OxyChat extends HTMLElement {
  #conversation;
  #people;
  #onEdit;
  #pending = null;
  #slow;
  #author = null;

  /** Wire the element: the conversation it shows, the beneficiaries' names, what « Modifier » does. */
  start({ conversation, people, onEdit }) {
    this.#conversation = conversation;
    this.#people = people;
    this.#onEdit = onEdit;
    this.#build();
    conversation.addEventListener("messages", (event) => this.#receive(event.detail));
    conversation.addEventListener("busy", (event) => this.#setBusy(event.detail));
    conversation.addEventListener("failed", (event) => this.#fail(event.detail));
    conversation.addEventListener("draft", () => { this.undo.disabled = !conversation.draft; });
  }

  #build() {
    this.log = h("div", { class: "log", role: "log", "aria-live": "off", "aria-label": said("title"), tabindex: "0", "data-testid": "chat-log" });
    this.typing = h("p", { class: "typing", hidden: true, "aria-hidden": "true", "data-testid": "chat-typing" },
      h("span", { class: "dots" }, h("i"), h("i"), h("i")), said("typing"));
    this.live = h("p", { class: "visually-hidden", "aria-live": "polite", "aria-atomic": "true", "data-testid": "chat-announcement" });
    this.text = h("textarea", { id: "chat-text", rows: 1, autocomplete: "off", enterkeyhint: "send",
      placeholder: said("placeholder"), "aria-describedby": "chat-problem", "data-testid": "chat-text" });
    this.problem = h("p", { class: "problem", id: "chat-problem", role: "alert" });
    this.submit = h("button", { type: "submit", class: "button primary icon-only", "aria-label": said("send"), "data-testid": "chat-send" }, icon("send"));
    this.undo = h("button", { type: "button", class: "button bare", disabled: true, onclick: () => this.#conversation.undo(), "data-testid": "chat-undo" },
      icon("undo"), said("undo", "short"), h("span", { class: "visually-hidden" }, ` ${said("undo", "rest")}`));
    const form = h("form", { class: "composer", "aria-label": said("composer") },
      h("div", { class: "composer-row" },
        h("label", { class: "visually-hidden", for: "chat-text" }, said("label")), this.text, this.submit),
      this.problem,
      h("div", { class: "composer-tools" }, this.undo,
        h("button", { type: "button", class: "button bare", onclick: () => this.#askRestart(), "data-testid": "chat-restart" }, icon("restart"), said("restart", "button"))));
    this.replaceChildren(h("h2", { class: "visually-hidden" }, said("title")), this.log, this.live, form, this.#restartDialog());

    this.text.value = sessionStorage.getItem(UNSENT) ?? "";
    this.text.addEventListener("input", () => {
      this.#keepUnsent(this.text.value);
      this.#say("");
    });
    this.text.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
        event.preventDefault();
        form.requestSubmit();
      }
    });
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#sendText();
    });
  }

  #restartDialog() {
    this.restart = h("dialog", { "aria-labelledby": "restart-title", "data-testid": "restart-dialog" },
      h("h2", { id: "restart-title" }, said("restart", "title")),
      h("p", {}, said("restart", "text")),
      h("form", { method: "dialog", class: "actions" },
        h("button", { class: "button primary", value: "yes" }, said("restart", "button")),
        h("button", { class: "button", value: "no" }, said("restart", "keep"))));
    this.restart.addEventListener("close", () => {
      if (this.restart.returnValue === "yes") this.#conversation.restart();
      this.text.focus();
    });
    return this.restart;
  }

  #askRestart() {
    this.restart.returnValue = "";
    this.restart.showModal();
  }

  // Sending

  #sendText() {
    const text = this.text.value.trim();
    if (text === "" || this.#conversation.busy || this.#conversation.id === null) return;
    if (text.length > TEXT_MAX) {
      this.#say(said("too_long"));
      return;
    }
    this.text.value = "";
    this.#send({ text }, text);
  }

  #send(content, words) {
    const message = { client_message_id: crypto.randomUUID(), ...content };
    this.#closeChoices();
    this.#pending?.element.remove();
    const element = this.#bubble("member", words);
    this.#pending = { element, words, text: content.text ?? "" };
    this.#keepUnsent(this.#pending.text);
    this.#append(element);
    this.#conversation.send(message);
  }

  /** Only what is not sent yet, in this tab only; the service keeps everything else. */
  #keepUnsent(text) {
    if (text) sessionStorage.setItem(UNSENT, text);
    else sessionStorage.removeItem(UNSENT);
  }

  #say(problem) {
    this.problem.textContent = problem;
    this.text.toggleAttribute("aria-invalid", false);
    if (problem) this.text.setAttribute("aria-invalid", "true");
  }

  // Receiving

  #receive({ messages: told, reset, turn }) {
    const messages = withoutCardActions(told);
    if (reset) {
      this.log.replaceChildren();
      this.#author = null;
    }
    const settled = this.#pending;
    this.#pending = null;
    if (turn || messages.some((message) => message.buttons?.length > 0)) this.#closeChoices();
    settled?.element.classList.remove("unsent");
    settled?.element.querySelector(".state")?.remove();
    const shown = messages.filter((message) => !(settled && !reset && message.from === "member" && message.text === settled.words));
    if (settled || shown.some((message) => message.from === "member" && message.text === this.text.value.trim())) {
      if (!settled) this.text.value = "";
      this.#keepUnsent(this.text.value);
    }
    let first = null;
    let before = "member";
    let folded = null;
    shown.forEach((message) => {
      const element = this.#message(message, message.from === "bot" ? folded : null);
      if (message.from !== "member" && before === "member") first = element;
      before = message.from;
      if (element.hasChildNodes()) this.log.append(element);
      if (message.from === "member") folded = null;
      if (message.card?.estimate?.status === "ok") folded = this.#inWords();
    });
    this.#announce(reset ? shown.slice(-1) : shown);
    this.#reveal(first);
  }

  /** What the assistant says after an estimate repeats its card for those who have no card: kept, but folded. */
  #inWords() {
    const details = h("details", {}, h("summary", {}, said("estimate_in_words")));
    this.log.append(details);
    return details;
  }

  #message(message, folded = null) {
    const group = h("div", { class: "turn" });
    const card = message.card && cardElement(message.card, {
      draft: this.#conversation.draft ?? {},
      people: this.#people,
      conversation: this.#conversation.id,
      analysis: this.#conversation.analysis,
      onSent: () => this.#conversation.catchUp(),
      actions: { edit: this.#onEdit, handover: () => this.#handOver() },
    });
    if (message.text) (folded ?? group).append(this.#bubble(message.from ?? "bot", besideCard(message)));
    if (card) group.append(card);
    if (message.buttons?.length > 0) group.append(this.#choices(message.buttons));
    return group;
  }

  #bubble(from, text) {
    const named = from !== this.#author;
    this.#author = from;
    return h("div", { class: `message ${from}`, "data-testid": `message-${from}` },
      h("p", { class: named ? "who" : "visually-hidden" }, said("authors", from)),
      h("p", { class: "bubble" }, text));
  }

  #choices(buttons) {
    return h("fieldset", { class: "choices", "data-testid": "choices" },
      h("legend", { class: "visually-hidden" }, said("choices")),
      h("div", { class: "actions" }, buttons.map(({ id, title }) =>
        h("button", { type: "button", class: "button", onclick: () => this.#press(id, title) }, title))));
  }

  #press(id, title) {
    if (this.#conversation.busy) return;
    if (id === "retry") this.#retry();
    else if (id === "handover") this.#showHandover();
    else this.#send({ button: id }, title);
  }

  /** Only the latest turn's buttons can be pressed; the focus of one that goes is kept in the conversation. */
  #closeChoices() {
    for (const group of this.log.querySelectorAll(".choices")) {
      if (group.contains(document.activeElement)) this.log.focus({ preventScroll: true });
      group.remove();
    }
  }

  #announce(messages) {
    const words = messages.filter((message) => message.from !== "member").map((message) => message.text);
    const choices = messages.reduce((sum, message) => sum + (message.buttons?.length ?? 0), 0);
    if (choices > 0) words.push(said("choices_announced", { count: choices }));
    this.live.textContent = words.length > 0 ? said("announced", { text: words.join(" ") }) : "";
    if (document.activeElement === this.log) this.log.querySelector(".choices button")?.focus({ preventScroll: true });
  }

  // Waiting and failing

  #setBusy(busy) {
    clearTimeout(this.#slow);
    this.log.setAttribute("aria-busy", String(busy));
    this.typing.hidden = !busy;
    if (!busy) {
      this.typing.remove();
      return;
    }
    this.#append(this.typing);
    this.#slow = setTimeout(() => { this.live.textContent = said("typing"); }, SLOW_TURN_MS);
  }

  /** An apology with « Réessayer » (same message id, so nothing is done twice) and « Envoyer mon devis ». */
  #fail({ problem, retry, message }) {
    if (problem.status === 401) return;
    if (problem.status >= 400 && problem.status < 500 && problem.status !== 409) {
      this.#refuse(problem, message);
      return;
    }
    const messages = problem.body.messages ?? apology();
    if (this.#pending && !this.#pending.element.classList.contains("unsent")) {
      this.#pending.element.classList.add("unsent");
      this.#pending.element.append(h("p", { class: "state" }, said("not_sent")));
    }
    this.#retry = () => {
      this.#closeChoices();
      this.log.querySelectorAll(".apology").forEach((element) => element.remove());
      retry();
    };
    messages.forEach((each) => {
      const element = this.#message(each);
      element.classList.add("apology");
      this.#append(element);
    });
    this.#announce(messages);
  }

  #retry = () => {};

  /** The service read the message and said why it cannot be taken: give the text back to its author. */
  #refuse(problem, message) {
    this.#pending?.element.remove();
    this.#pending = null;
    this.#author = null;
    if (message?.text && this.text.value === "") this.text.value = message.text;
    this.#say(problem.message);
    this.text.focus();
  }

  #handOver() {
    if (!this.#conversation.busy) this.#send({ text: say("handover", "title") }, say("handover", "title"));
  }

  #showHandover() {
    const form = handoverForm({ conversation: this.#conversation.id, onSent: () => this.#conversation.catchUp() });
    this.#append(form);
    form.querySelector("input").focus();
  }

  #append(element) {
    this.log.append(element);
    this.#reveal(element);
  }

  /** Show the beginning of what is new: a long card is read from its top. */
  #reveal(element) {
    if (!element) return;
    const top = element.offsetTop - this.log.offsetTop - 12;
    const bottom = this.log.scrollHeight - this.log.clientHeight;
    this.log.scrollTop = Math.min(top, bottom);
  }
}

customElements.define("oxy-chat", OxyChat);
