/** The member's HTTP interface: CSRF token, problems with their French title, waiting where the service asks to. */

import { say } from "./wording.js";

export const BASE = "/api/v1";
const BUSY_TRIES = 10;

/** What went wrong: `status` 0 when the network did not answer; `title` is French and may be shown. */
export class Problem extends Error {
  constructor(status, body) {
    super(body?.title ?? say("conversation", "no_answer"));
    this.status = status;
    this.code = body?.code ?? "";
    this.body = body ?? {};
  }
}

export const csrfToken = () => document.querySelector('meta[name="csrf-token"]')?.content ?? "";

const wait = (seconds) => new Promise((done) => setTimeout(done, seconds * 1000));

async function once(method, path, body) {
  const headers = { Accept: "application/json" };
  if (method !== "GET") headers["X-CSRF-Token"] = csrfToken();
  if (body !== undefined) headers["Content-Type"] = "application/json";
  try {
    return await fetch(BASE + path, {
      method,
      headers,
      body: JSON.stringify(body),
      credentials: "same-origin",
      cache: "no-store",
      signal: AbortSignal.timeout(40_000),
    });
  } catch {
    throw new Problem(0);
  }
}

const WAITED_FOR = new Set(["turn_running", "too_many_turns"]);

/** Call the service and return the JSON answer; a turn already running is waited for, then asked again. */
export async function call(method, path, body) {
  for (let tries = 1; ; tries += 1) {
    const answer = await once(method, path, body);
    if (method !== "GET") document.dispatchEvent(new Event("oxy:contact")); // reading does not prolong the session
    if (answer.ok) return answer.status === 204 ? null : answer.json();
    const problem = new Problem(answer.status, await answer.json().catch(() => null));
    if (!WAITED_FOR.has(problem.code) || tries === BUSY_TRIES) throw problem;
    await wait(Number(answer.headers.get("Retry-After")) || 1);
  }
}

/** Post a form with its files and tell how far it is (0 to 1), which fetch does not; give the finished request. */
export function posted(address, accept, form, onprogress) {
  return new Promise((done, fail) => {
    const request = new XMLHttpRequest();
    request.open("POST", address);
    request.setRequestHeader("X-CSRF-Token", csrfToken());
    request.setRequestHeader("Accept", accept);
    request.upload.addEventListener("progress", (event) => {
      if (event.lengthComputable) onprogress(event.loaded / event.total);
    });
    request.addEventListener("error", () => fail(new Problem(0)));
    request.addEventListener("load", () => {
      document.dispatchEvent(new Event("oxy:contact"));
      done(request);
    });
    request.send(form);
  });
}

/** Call the service with a form. */
export async function upload(path, form, onprogress) {
  const request = await posted(BASE + path, "application/json", form, onprogress);
  const body = await new Response(request.responseText).json().catch(() => null); // no JSON: the status tells the failure
  if (request.status < 200 || request.status >= 300) throw new Problem(request.status, body);
  return body;
}

// Whoever signs out is led where the form says: that their session is over is no news to them.
let leaving = false;
document.querySelector('form[action="/deconnexion"]')?.addEventListener("submit", () => { leaving = true; });

/** The session is over: sign in again; the page says why and the unsent text waits in sessionStorage. */
export const signInAgain = () => { if (!leaving) location.assign("/connexion?motif=session"); };
