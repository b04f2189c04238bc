/**
 * The one conversation of the page, shared by the chat and the quote beside it.
 *
 * Events: `messages` (detail: list; `reset` when they replace what is shown, `turn` when they answer this window),
 * `draft`, `busy` (detail: boolean), `failed` (detail: problem and retry), `aside` (another window began another quote).
 * The gateway's record is the state: nothing is computed here.
 */
import { BASE, call, Problem, signInAgain, upload } from "./api.js";

/** A refusal of the engine is told in words: only an estimate that was made has a page. */
const estimateIn = (messages) => messages.map((message) => message.card).findLast((card) => card?.page);

export class Conversation extends EventTarget {
  id = null;
  draft = null;
  asking = null;
  estimate = null; // this quote's latest, as its card shows it
  analysis = null; // the id under which it is kept
  outdated = false; // the estimate is of the quote before its last change
  busy = false;
  paper = null; // the document that was sent last: pasted text is none
  #seen = 0;
  #reading = 0; // papers whose answer is awaited
  #told = 0; // the latest message that the stream told of
  #stream = null;
  #queue = Promise.resolve();

  constructor(id) {
    super();
    this.id = id || null;
  }

  /** Show what was said so far and go on; without a conversation yet, begin one. */
  open() {
    return this.#turn(async () => {
      if (this.id !== null) await this.#reload();
      if (this.#seen === 0) await this.#begin(false); // nothing said yet, or a quote kept without its conversation
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

  /** Send a paper to be read, without keeping the member from writing meanwhile; throws the problem. */
  async sendPaper(file, onprogress) {
    const form = new FormData();
    form.append("file", file);
    this.#reading += 1;
    try {
      const answer = await upload(`${this.#path}/documents`, form, onprogress);
      await this.#exclusive(async () => {
        const overtaken = answer.messages.some((message) => message.seq <= this.#seen);
        if (overtaken) await this.#reload();
        else this.#take(answer, { turn: false });
      });
    } finally {
      this.#reading -= 1;
      this.#follow();
    }
  }

  /** Take over what was read of a paper; throws the problem, which its card shows. */
  async acceptPaper(document, body) {
    this.#setBusy(true);
    try {
      await this.#exclusive(async () => {
        this.#take(await call("POST", `${this.#path}/documents/${encodeURIComponent(document)}/accept`, body));
      });
    } finally {
      this.#setBusy(false);
      this.#follow();
    }
  }

  /** Show what came by another way: an advisor's answer, another window; `again`: the latest turn's choices too. */
  catchUp({ again = false } = {}) {
    return this.#exclusive(async () => {
      if (again) await this.#reload();
      else this.#take(await this.#record(this.#seen), { turn: false });
    });
  }

  /** Hear of what is said elsewhere for as long as the page is looked at: a hidden one holds no connection. */
  watch() {
    this.unwatch();
    if (this.id === null) return;
    this.#stream = new EventSource(`${BASE}${this.#path}/events?after=${this.#seen}`);
    this.#stream.addEventListener("message", (event) => {
      this.#told = Math.max(this.#told, JSON.parse(event.data).seq);
      this.#follow();
    });
    this.#stream.addEventListener("set_aside", () => { if (!this.busy) this.dispatchEvent(new Event("aside")); });
    this.#stream.addEventListener("signed_out", signInAgain);
  }

  unwatch() {
    this.#stream?.close();
    this.#stream = null;
  }

  /** The turn of this window brings its own messages: only others are fetched, once it has ended. */
  #follow() {
    if (!this.busy && this.#reading === 0 && this.#told > this.#seen) this.catchUp().catch(() => {});
  }

  get #path() {
    return `/conversations/${encodeURIComponent(this.id)}`;
  }

  async #begin(fresh) {
    const answer = await call("POST", "/conversations", fresh ? { fresh: true } : {});
    this.id = answer.id;
    this.draft = null;
    this.#told = 0;
    await this.#reload();
    this.watch();
  }

  async #reload() {
    const record = await this.#record(0);
    this.#seen = 0;
    this.estimate = this.analysis = this.paper = null;
    this.#take(record, { reset: true });
    if (this.#stream === null) this.watch();
  }

  async #record(after) {
    const [history, draft] = await Promise.all([
      call("GET", `${this.#path}/messages?after=${after}`),
      call("GET", `${this.#path}/draft`),
    ]);
    return { ...history, draft };
  }

  /** `estimated` is the record's word, for this window as for another: whether the quote as it stands has its estimate. */
  #take({ messages = [], draft, asking, estimated }, { reset = false, turn = true } = {}) {
    this.draft = draft ?? this.draft;
    if (asking !== undefined) this.asking = asking;
    const made = estimateIn(messages);
    this.paper = messages.map(({ card }) => card?.read?.pages !== 0 && card?.document).findLast(Boolean) ?? this.paper;
    if (draft?.family === null && draft.lines.length === 0) this.estimate = this.analysis = null;
    if (made) {
      this.estimate = made.page;
      this.analysis = made.analysis_id;
    }
    if (estimated !== undefined) this.outdated = !estimated;
    const fresh = messages.filter((message) => reset || !message.seq || message.seq > this.#seen);
    for (const message of fresh) this.#seen = Math.max(this.#seen, message.seq ?? 0);
    if (fresh.length > 0 || reset) {
      this.dispatchEvent(new CustomEvent("messages", { detail: { messages: fresh, reset, turn } }));
    }
    this.dispatchEvent(new Event("draft"));
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
      this.#follow();
    }
  }

  #setBusy(busy) {
    this.busy = busy;
    this.dispatchEvent(new CustomEvent("busy", { detail: busy }));
  }
}
