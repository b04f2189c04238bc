/**
 * The one conversation of the page, shared by the chat and the quote beside it.
 *
 * Events: `messages` (detail: list; `reset` when they replace what is shown), `draft`, `busy` (detail: boolean),
 * `failed` (detail: problem and retry). The gateway's record is the state: nothing is computed here.
 */
import { call, Problem, signInAgain } from "./api.js";

/** A refusal of the engine is told in words: only an estimate that was made is shown as one. */
const isEstimate = (card) => card?.type === "estimate" && card.estimate?.status === "ok";

export class Conversation extends EventTarget {
  id = null;
  draft = null;
  asking = null;
  estimate = null;
  analysis = null; // the id under which the estimate is kept
  outdated = false; // the estimate is of the quote before its last change
  busy = false;
  #estimated;
  #seen = 0;
  #queue = Promise.resolve();

  /** `estimated`: the quote as it stands has its estimate, says the page. */
  constructor(id, estimated) {
    super();
    this.id = id || null;
    this.#estimated = estimated;
  }

  /** Show what was said so far and go on; without a conversation yet, begin one. */
  open() {
    return this.#turn(async () => {
      if (this.id === null) await this.#begin(false);
      else await this.#reload();
    });
  }

  /** Set this quote aside (it is not lost) and begin another. */
  restart() {
    return this.#turn(() => this.#begin(true));
  }

  /** Send a sentence or a button's id; the same `client_message_id` makes a second sending harmless. */
  send(message) {
    return this.#turn(async () => this.#take(await call("POST", `${this.#path}/messages`, message)), message);
  }

  undo() {
    return this.#turn(async () => this.#take(await call("POST", `${this.#path}/undo`, {})));
  }

  /** Change the draft from the panel; throws the problem, which the panel shows by its field. */
  async change(changes) {
    await this.#exclusive(async () => {
      this.#take(await call("PATCH", `${this.#path}/draft`, { changes }));
    });
  }

  /** Ask for messages that came by another way: an advisor's answer, another device. */
  async catchUp() {
    const { messages } = await call("GET", `${this.#path}/messages?after=${this.#seen}`);
    this.#show(messages, { turn: false });
  }

  get #path() {
    return `/conversations/${encodeURIComponent(this.id)}`;
  }

  async #begin(fresh) {
    const answer = await call("POST", "/conversations", fresh ? { fresh: true } : {});
    this.id = answer.id;
    this.#seen = 0;
    this.estimate = this.analysis = null;
    await this.#reload(answer);
  }

  async #reload(answer) {
    const [history, draft] = await Promise.all([
      call("GET", `${this.#path}/messages?after=0`),
      answer ? answer.draft : call("GET", `${this.#path}/draft`),
    ]);
    this.#seen = 0;
    const cards = history.messages.map((message) => message.card).filter(isEstimate);
    this.estimate = cards.at(-1)?.estimate ?? null;
    this.analysis = cards.at(-1)?.analysis_id ?? null;
    this.outdated = !this.#estimated;
    this.#estimated = false;
    this.#take({ ...answer, ...history, draft, reset: true });
  }

  #take(answer) {
    if (answer.draft) this.draft = answer.draft;
    if ("asking" in answer) this.asking = answer.asking;
    if (answer.estimate?.status === "ok") {
      this.estimate = answer.estimate;
      this.analysis = answer.analysis_id;
      this.outdated = false;
    } else if (answer.understood?.changes?.length) {
      this.outdated = this.asking !== null || !this.draft.complete; // undone back to what was estimated: nothing is asked
    }
    this.#show(answer.messages ?? [], { reset: answer.reset });
    this.dispatchEvent(new Event("draft"));
  }

  #show(messages, { reset = false, turn = true } = {}) {
    const fresh = messages.filter((message) => reset || !message.seq || message.seq > this.#seen);
    for (const message of fresh) this.#seen = Math.max(this.#seen, message.seq ?? 0);
    if (fresh.length > 0 || reset) {
      this.dispatchEvent(new CustomEvent("messages", { detail: { messages: fresh, reset, turn } }));
    }
  }

  /** One call at a time: a panel edit waits for the turn that runs, and the other way round. */
  #exclusive(work) {
    const run = this.#queue.then(work);
    this.#queue = run.catch(() => {});
    return run;
  }

  async #turn(work, message = null) {
    this.#setBusy(true);
    try {
      await this.#exclusive(work);
      return true;
    } catch (error) {
      const problem = error instanceof Problem ? error : new Problem(0);
      if (!(error instanceof Problem)) console.error(error);
      if (problem.status === 401) signInAgain();
      const retry = () => this.#turn(work, message);
      this.dispatchEvent(new CustomEvent("failed", { detail: { problem, retry, message } }));
      return false;
    } finally {
      this.#setBusy(false);
    }
  }

  #setBusy(busy) {
    this.busy = busy;
    this.dispatchEvent(new CustomEvent("busy", { detail: busy }));
  }
}
