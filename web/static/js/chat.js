/**
 * <oxy-chat>: the conversation with Claire.
 *
 * One short announcement a turn goes to a live region of its own. The focus stays in the field; a choice that is pressed
 * hands it to the new turn, never to the next choice; an estimate or a paper read takes it to its heading.
 */
import { cardElement } from "./cards.js";
import { choices } from "./choices.js";
import { Composer } from "./composer.js";
import { h, icon, pressOnce } from "./dom.js";
import { besideCards } from "./estimate.js";
import { signInAgain } from "./api.js";
import { say } from "./wording.js";

const SLOW_TURN_MS = 3000;
const ANNOUNCED = 240; // characters: beyond, the question alone is announced
const HANDOVER = "handover"; // buttons that the service knows at any time
const RETRY = "retry";

const said = (...keys) => say("conversation", ...keys);

/** Beside its card, a summary's text need not repeat « label : value ». */
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
  #newest = [];

  /** Wire the element: the conversation it shows, the beneficiaries' names, what « Modifier » does. */
  start({ conversation, people, onEdit }) {
    this.#conversation = conversation;
    this.#people = people;
    this.#onEdit = onEdit;
    this.#build();
    conversation.addEventListener("messages", (event) => this.#receive(event.detail));
    conversation.addEventListener("busy", (event) => this.#setBusy(event.detail));
    conversation.addEventListener("failed", (event) => this.#fail(event.detail));
    conversation.addEventListener("aside", () => this.#tellAside());
    conversation.addEventListener("draft", () => { this.undo.disabled = !conversation.draft; });
  }

  #build() {
    this.log = h("div", { class: "log", role: "log", "aria-live": "off", "aria-label": said("title"), tabindex: "0", "data-testid": "chat-log" });
    this.typing = h("p", { class: "typing", "aria-hidden": "true", "data-testid": "chat-typing" },
      h("span", { class: "dots" }, h("i"), h("i"), h("i")), said("typing"));
    this.live = h("p", { class: "visually-hidden", "aria-live": "polite", "aria-atomic": "true", "data-testid": "chat-announcement" });
    this.undo = this.#tool("undo", "undo", said("undo", "short"), () => this.#conversation.undo(), h("span", { class: "visually-hidden" }, ` ${said("undo", "rest")}`));
    this.undo.disabled = true;
    this.composer = new Composer({
      author: this.dataset.author,
      onText: (text) => this.#sendText(text),
      onFile: (file) => this.#sendPaper(file),
      tools: [
        this.undo,
        this.#tool("restart", "restart", said("restart", "button"), () => this.restart.showModal()),
        this.#tool("mail", "handover", said("handover"), () => this.#handOver()),
      ],
    });
    this.replaceChildren(h("h2", { class: "visually-hidden" }, said("title")), this.log, this.live, this.composer.element, this.#restartDialog());
    this.addEventListener("keydown", (event) => this.#onKey(event));
    this.#takeDrops();
    new ResizeObserver(() => this.#reveal()).observe(this.log);
  }

  /** A file let go anywhere in the conversation is a paper to read. */
  #takeDrops() {
    const holdsFiles = (event) => event.dataTransfer?.types.includes("Files");
    this.dropping = h("p", { class: "dropping", hidden: true, "aria-hidden": "true" }, icon("attach"), say("paper", "drop"));
    this.append(this.dropping);
    this.addEventListener("dragover", (event) => {
      if (!holdsFiles(event)) return;
      event.preventDefault();
      this.dropping.hidden = false;
    });
    this.addEventListener("dragleave", (event) => { this.dropping.hidden = !this.contains(event.relatedTarget); });
    this.addEventListener("drop", (event) => {
      if (!holdsFiles(event)) return;
      event.preventDefault();
      this.dropping.hidden = true;
      this.composer.take(event.dataTransfer.files);
    });
  }

  #tool(symbol, name, title, onclick, rest = null) {
    return h("button", { type: "button", class: "button bare", onclick, "data-testid": `chat-${name}` },
      icon(symbol), h("span", { class: "tool-name" }, title), rest);
  }

  #restartDialog() {
    this.restart = h("dialog", { "aria-labelledby": "restart-title", "data-testid": "restart-dialog" },
      h("h2", { id: "restart-title" }, said("restart", "title")),
      h("p", {}, said("restart", "text")),
      h("form", { method: "dialog", class: "actions" },
        h("button", { class: "button primary", value: "yes" }, said("restart", "confirm")),
        h("button", { class: "button", value: "no", autofocus: true }, said("restart", "keep"))));
    this.restart.addEventListener("close", () => {
      if (this.restart.returnValue === "yes") this.#conversation.restart();
      this.restart.returnValue = "";
      this.composer.focus();
    });
    return this.restart;
  }

  /** Escape leads back to the field from anywhere in the thread. */
  #onKey(event) {
    pressOnce(event);
    if (event.key !== "Escape" || !this.log.contains(event.target)) return;
    event.preventDefault();
    this.composer.focus();
  }

  // Sending

  #sendText(text) {
    if (this.#conversation.busy || this.#conversation.id === null) return false;
    this.#send({ text }, text);
    return true;
  }

  #send(content, words) {
    this.#closeChoices();
    this.#clearNotices();
    this.#pending?.element.remove();
    const element = this.#bubble("member", words);
    this.#pending = { element, words };
    this.composer.keep(content.text ?? "");
    this.composer.refuse("");
    this.#append(element);
    this.#conversation.send({ client_message_id: crypto.randomUUID(), ...content });
  }

  /** A paper is read while the member may go on writing; its own line in the thread says how far it is. */
  async #sendPaper(file) {
    if (this.#conversation.id === null) return;
    const words = said("paper_sent", { name: file.name });
    const progress = h("progress", { max: 1, value: 0, "aria-label": say("paper", "reading") });
    const sending = this.#bubble("member", words);
    sending.classList.add("unsent");
    sending.append(h("p", { class: "state", role: "status" }, progress, say("paper", "reading")));
    this.#append(sending);
    this.live.textContent = say("paper", "reading");
    try {
      await this.#conversation.sendPaper(file, (share) => {
        if (share < 1) progress.value = share;
        else progress.removeAttribute("value"); // it has arrived: how long it takes to read is not known
      });
      this.#arrived(sending);
    } catch (problem) {
      sending.remove();
      this.#author = null;
      if (problem.status === 401) signInAgain();
      const told = problem.status >= 400 && problem.status !== 502 && problem.code !== "assistant_unavailable";
      this.composer.refuse(told ? problem.message : say("paper", "not_sent"));
    }
  }

  #handOver() {
    if (!this.#conversation.busy) this.#send({ button: HANDOVER }, said("handover"));
  }

  #press(id, title) {
    if (this.#conversation.busy) return;
    if (id === RETRY) this.#retry();
    else if (id === HANDOVER) this.#showHandover();
    else this.#send({ button: id }, title);
  }

  // Receiving

  #receive({ messages: told, reset, turn }) {
    const messages = besideCards(told);
    if (reset) {
      this.log.replaceChildren();
      this.#author = null;
    }
    if (turn || messages.some((message) => message.buttons?.length > 0)) this.#closeChoices();
    this.#clearNotices();
    const settled = this.#settle(messages, turn || reset);
    const shown = messages.filter((message) => !(settled && !reset && message.from === "member" && message.text === settled.words));
    this.#newest = [];
    let folded = null;
    shown.forEach((message, place) => {
      if (message.from === "member") this.#newest = [];
      this.#withdraw(message);
      const element = this.#message(message, { folded: message.beside && folded, last: place === shown.length - 1 });
      if (element.hasChildNodes()) {
        this.log.append(element);
        if (message.from !== "member") this.#newest.push(element);
      }
      if (message.card?.page) folded = this.#inWords(message);
    });
    this.#announce(reset ? shown.slice(-1) : shown);
    this.#reveal();
    if (!reset) this.#handOverFocus();
  }

  #arrived(element) {
    element.classList.remove("unsent");
    element.querySelector(".state")?.remove();
  }

  /** What the member was sending is settled by its turn, or by its own words coming back; its text is kept no longer. */
  #settle(messages, sure) {
    const echoes = (words) => messages.some((message) => message.from === "member" && message.text === words);
    const settled = this.#pending && (sure || echoes(this.#pending.words)) ? this.#pending : null;
    if (settled) {
      this.#pending = null;
      this.#arrived(settled.element);
    } else if (echoes(this.composer.text.value.trim())) this.composer.text.value = "";
    if (!this.#pending) this.composer.keep();
    return settled;
  }

  /** What the assistant says of an estimate repeats its card for those who have no card: kept, but folded. */
  #inWords({ text }) {
    this.#author = null;
    const details = h("details", {}, h("summary", {}, said("estimate_in_words")), text && this.#bubble("bot", text));
    this.log.append(details);
    return details;
  }

  #message(message, { folded = null, last = false } = {}) {
    const group = h("div", { class: "turn", tabindex: "-1" });
    const card = message.card && (this.#openForm(message.card) ?? cardElement(message.card, {
      draft: this.#conversation.draft ?? {},
      people: this.#people,
      conversation: this.#conversation.id,
      analysis: this.#conversation.analysis,
      paper: this.#conversation.paper,
      live: message.buttons?.length > 0,
      accept: (body) => this.#conversation.acceptPaper(message.card.document, body),
      leave: () => { const { id, title } = message.buttons.at(-1); this.#press(id, title); },
      onSent: () => this.#conversation.catchUp(),
      actions: { edit: this.#onEdit, handover: () => this.#handOver() },
    }));
    if (message.text && !message.card?.page) (folded ?? group).append(this.#bubble(message.from ?? "bot", besideCard(message)));
    if (card) group.append(card);
    if (message.buttons?.length > 0 && card?.dataset.live === undefined) {
      group.append(choices(message.buttons, last ? this.#conversation.asking?.field : null, {
        onPress: (id, title) => this.#press(id, title),
        onText: (text) => this.#sendText(text),
      }));
    }
    return group;
  }

  /** A question asked again after an edit stands once, where it is now. */
  #withdraw({ text }) {
    const asked = this.log.querySelector(".turn:has(+ .turn:nth-last-child(1 of .turn)) > .bot:only-child:not(:has(.who))");
    if (asked?.lastChild.textContent === text) asked.parentElement.remove();
  }

  /** A form offered again is the one already filled in, brought down: the thread holds one for each paper. */
  #openForm({ type, document }) {
    return type === "handover_form" && !document ? this.log.querySelector(`[data-paper="${this.#conversation.paper}"]:has(textarea)`) : null;
  }

  #bubble(from, text) {
    const named = from !== this.#author;
    this.#author = from;
    return h("div", { class: `message ${from}`, "data-testid": `message-${from}` },
      h("p", { class: named ? "who" : "visually-hidden" }, said("authors", from)),
      h("p", { class: "bubble" }, text));
  }

  /** Only the latest turn's choices can be pressed; the focus of one that goes waits in the thread. */
  #closeChoices() {
    for (const live of this.log.querySelectorAll(".choices, .paper[data-live]")) {
      if (live.contains(document.activeElement)) this.log.focus({ preventScroll: true });
      if (live.matches(".choices")) live.remove();
      else live.dispatchEvent(new Event("settled"));
    }
  }

  /** An estimate is read from its heading; otherwise a focus that waited goes to the new turn, its choices one Tab away. */
  #handOverFocus() {
    const heading = this.#inNewest(".estimate h3") ?? (this.composer.text.value === "" ? this.#inNewest(".paper[data-live] h3") : undefined);
    const target = heading ?? (document.activeElement === this.log ? this.#newest.at(-1) : null);
    heading?.setAttribute("tabindex", "-1");
    target?.focus({ preventScroll: true });
  }

  #announce(messages) {
    const told = messages.filter((message) => message.from !== "member");
    const texts = told.map((message) => message.text).filter(Boolean);
    const whole = texts.join(" ");
    const estimate = this.#inNewest(".estimate");
    const count = told.reduce((sum, message) => sum + (message.buttons?.length ?? 0), 0);
    const text = estimate ? [...estimate.querySelectorAll("h3, .headline")].map((part) => part.textContent).join(" ") : whole.length > ANNOUNCED ? texts.at(-1) : whole;
    this.live.textContent = text && `${said("announced", { text })} ${count > 0 ? said("choices_announced", { count }) : ""}`;
  }

  // Waiting and failing

  #setBusy(busy) {
    clearTimeout(this.#slow);
    this.log.setAttribute("aria-busy", String(busy));
    this.typing.remove();
    if (!busy) return;
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
    const messages = problem.body.messages
      ?? [{ text: said("apology"), buttons: [{ id: RETRY, title: said("retry") }, { id: HANDOVER, title: said("handover") }] }];
    if (this.#pending && !this.#pending.element.classList.contains("unsent")) {
      this.#pending.element.classList.add("unsent");
      this.#pending.element.append(h("p", { class: "state" }, said("not_sent")));
    }
    this.#retry = () => {
      this.#closeChoices();
      this.#clearNotices();
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

  /** What failed, or what another window did, is told until something else happens. */
  #clearNotices() {
    this.log.querySelectorAll(".apology, .aside").forEach((element) => element.remove());
  }

  /** The service read the message and said why it cannot be taken: give the text back, and show what came meanwhile. */
  #refuse(problem, message) {
    this.#pending?.element.remove();
    this.#pending = null;
    this.#author = null;
    if (message?.text) this.composer.giveBack(message.text);
    this.composer.refuse(problem.message);
    this.composer.focus();
    this.#conversation.catchUp({ again: true }).catch(() => {});
  }

  #showHandover() {
    this.#append(this.#message({ card: { type: "handover_form" } }));
    this.#inNewest("input").focus();
  }

  /** Another window began another quote: say so where this one goes on, with the way to the new one. */
  #tellAside() {
    this.#append(h("div", { class: "aside notice", role: "status", "data-testid": "set-aside" },
      h("p", {}, said("aside", "text")),
      h("p", { class: "actions" }, h("button", { type: "button", class: "button", onclick: () => location.reload() }, said("aside", "see")))));
  }

  #append(element) {
    this.log.append(element);
    this.#newest = [element];
    this.#reveal();
  }

  /** Show what is new from its beginning; the question rather than what precedes it where both have no room; a card first. */
  #reveal() {
    const [first] = this.#newest;
    if (!first) return;
    const fits = this.log.scrollHeight - first.offsetTop <= this.log.clientHeight;
    this.log.scrollTop = (this.#inNewest(".estimate, .paper, form.card") ?? (fits ? first : this.#newest.at(-1))).offsetTop - 12;
  }

  #inNewest(selector) {
    return this.#newest.map((element) => element.querySelector(selector)).find(Boolean);
  }
}

customElements.define("oxy-chat", OxyChat);
