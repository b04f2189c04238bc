/** Plain forms with files: these leave with their progress; a refusal is told above what was written and chosen, which stays. */
import { posted } from "./api.js";
import { faultOf, progressBar } from "./files.js";
import { h } from "./dom.js";
import { say } from "./wording.js";

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
  const answer = await posted(form.action, "text/html", new FormData(form, button), (share) => { progress.value = share; }).catch(() => null);
  if (answer?.status < 400) {
    location.assign(answer.responseURL);
    return;
  }
  progress.hidden = true;
  form.removeAttribute("aria-busy");
  const page = new DOMParser().parseFromString(answer?.responseText ?? "", "text/html");
  refused.hidden = false; // first: what is said in a hidden place is not read out
  refused.textContent = page.querySelector('[role="alert"]')?.textContent ?? say("handover", "not_sent");
}
