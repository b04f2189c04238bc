/** Files that are chosen to be sent: how many, how large, looked at before anything leaves. */
import { submitted } from "./api.js";
import { h } from "./dom.js";
import { say } from "./wording.js";

export const FILE_BYTES = 10 * 1024 * 1024;
const MOST_FILES = 5;
export const ACCEPTED = ".pdf,.heic,application/pdf,image/*"; // all photos, so that a telephone offers its camera

/** What is wrong with the files chosen, in words; an empty text when nothing. */
export function faultOf(files) {
  if (files.length > MOST_FILES) return say("handover", "too_many");
  return [...files].some(({ size }) => size > FILE_BYTES) ? say("handover", "too_large") : "";
}

/** How far the files of a form are while they leave. */
export const progressBar = () => h("progress", { max: 1, value: 0, hidden: true, "aria-label": say("handover", "sending") });

/**
 * The plain forms of our pages: what is wrong is said until other files are chosen, and files leave with their
 * progress. A refusal is told above the form, where what was written and chosen stays; it goes when the next try begins.
 */
for (const input of document.querySelectorAll("input[data-files]")) {
  input.addEventListener("change", () => {
    input.setCustomValidity(faultOf(input.files));
    input.reportValidity();
  });
  const progress = progressBar();
  const refused = h("p", { class: "notice error", role: "alert", hidden: true, "data-testid": "refused" });
  input.after(progress);
  input.form.before(refused);
  input.form.addEventListener("submit", (event) => {
    if (!input.files.length) return; // nothing to wait for
    event.preventDefault();
    if (progress.hidden) leave(input.form, event.submitter, progress, refused);
  });
}

async function leave(form, button, progress, refused) {
  refused.hidden = true;
  for (const told of document.querySelectorAll('main [role="alert"]:not([data-testid="refused"])')) told.remove();
  progress.hidden = false;
  form.setAttribute("aria-busy", "true");
  const { page, refusal } = await submitted(form, button, (share) => { progress.value = share; })
    .catch(() => ({ page: null, refusal: null }));
  if (page) {
    location.assign(page);
    return;
  }
  progress.hidden = true;
  form.removeAttribute("aria-busy");
  refused.hidden = false; // first: what is said in a hidden place is not read out
  refused.textContent = refusal ?? say("handover", "not_sent");
}
