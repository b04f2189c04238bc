/** « Envoyer mon devis à Ligne claire »: files and comment, number and sizes checked before anything is sent. */
import { signInAgain, upload } from "./api.js";
import { h, icon, uid } from "./dom.js";
import { ACCEPTED, faultOf, progressBar } from "./files.js";
import { say, words } from "./wording.js";

const said = (...keys) => say("handover", ...keys);

/** The form as a card; `conversation`: the id of what goes with the file, or null; `paper`: a document already sent in it. */
export function handoverForm({ conversation = null, paper = null, heading = "h3", onSent = () => {} } = {}) {
  const ids = { title: uid("handover"), file: uid("file"), fileHint: uid("hint"), fileProblem: uid("problem"), comment: uid("comment"), commentHint: uid("hint"), subject: uid("subject") };
  const subject = h("select", { id: ids.subject, name: "subject", "data-testid": "handover-subject" },
    Object.entries(words("handover", "subjects")).map(([value, text]) => h("option", { value }, text)));
  const file = h("input", { type: "file", id: ids.file, name: "file", accept: ACCEPTED, multiple: true,
    "aria-describedby": `${ids.fileHint} ${ids.fileProblem}`, "data-testid": "handover-file" });
  const attached = paper && h("input", { type: "checkbox", id: uid("attached"), checked: true, "data-testid": "handover-paper" });
  const fileProblem = h("p", { class: "problem", id: ids.fileProblem });
  const comment = h("textarea", { id: ids.comment, name: "comment", rows: 4, maxlength: 2000, "aria-describedby": ids.commentHint, "data-testid": "handover-comment" });
  const submit = h("button", { type: "submit", class: "button primary", "data-testid": "handover-send" }, icon("send"), said("send"));
  const progress = progressBar();
  const result = h("p", { class: "problem", role: "alert" });

  const refuse = (text) => {
    fileProblem.textContent = text;
    file.toggleAttribute("aria-invalid", false);
    if (text) file.setAttribute("aria-invalid", "true");
  };
  const checkFile = () => refuse(faultOf(file.files));
  file.addEventListener("change", checkFile);

  async function send(event) {
    event.preventDefault();
    if (submit.disabled) return;
    checkFile();
    if (!file.files[0] && !attached?.checked && comment.value.trim() === "") refuse(say("problems", "nothing_to_send"));
    if (fileProblem.textContent) {
      file.focus();
      return;
    }
    const body = new FormData();
    for (const each of file.files) body.append("file", each);
    body.append("comment", comment.value);
    body.append(...(conversation ? ["conversation_id", conversation] : ["subject", subject.value]));
    if (attached?.checked) body.append("document", paper);
    result.textContent = "";
    submit.disabled = true;
    progress.hidden = false;
    try {
      const receipt = await upload("/cases", body, (share) => { progress.value = share; });
      const thanks = h("p", { tabindex: "-1", role: "status", "data-testid": "handover-done" }, icon("check"),
        ` ${say("handover", "thanks", receipt)}`);
      form.replaceChildren(h(heading, { id: ids.title }, said("done")), thanks);
      thanks.focus();
      onSent();
    } catch (problem) {
      if (problem.status === 401) signInAgain();
      const named = problem.body?.file ? `${problem.body.file} : ` : "";
      result.textContent = problem.status === 413 ? said("too_large") : problem.status >= 400 && problem.status < 500 ? named + problem.message : said("not_sent");
    } finally {
      submit.disabled = false;
      progress.hidden = true;
    }
  }

  const form = h("form", { class: "card", "data-paper": `${paper}`, "aria-labelledby": ids.title, novalidate: true, onsubmit: send, oninput: () => { result.textContent = ""; }, "data-testid": "handover-form" },
    h(heading, { id: ids.title }, said("title")),
    h("p", {}, said(conversation ? "about_conversation" : "about")),
    !conversation && h("div", { class: "field" }, h("label", { for: ids.subject }, said("subject")), subject),
    attached && h("p", { class: "tick" }, attached, h("label", { for: attached.id }, say("paper", "attached"))),
    h("div", { class: "field" },
      h("label", { for: ids.file }, said("file")),
      h("p", { class: "hint", id: ids.fileHint }, said("file_hint")),
      file, fileProblem),
    h("div", { class: "field" },
      h("label", { for: ids.comment }, said("comment")),
      h("p", { class: "hint", id: ids.commentHint }, said("comment_hint")),
      comment),
    progress, result,
    h("div", { class: "actions" }, submit));
  return form;
}
