/** « Envoyer mon devis à Ligne claire »: file and comment, the size checked before anything is sent. */
import { signInAgain, upload } from "./api.js";
import { h, icon, uid } from "./dom.js";

const FILE_BYTES = 10 * 1024 * 1024;
const ACCEPTED = ".pdf,.jpg,.jpeg,.png,.heic,application/pdf,image/jpeg,image/png,image/heic";

const TOO_LARGE = "Ce fichier dépasse 10 Mo. Choisissez-en un plus léger, par exemple une photo en qualité moyenne.";
const NOT_SENT = "Votre devis n’a pas pu être envoyé. Ce que vous avez saisi est conservé : réessayez dans un instant.";

/** The form as a card; `conversation` is the id whose draft and transcript go with the file, or null. */
export function handoverForm({ conversation = null, heading = "h3", onSent = () => {} } = {}) {
  const ids = { title: uid("handover"), file: uid("file"), fileHint: uid("hint"), fileProblem: uid("problem"), comment: uid("comment"), commentHint: uid("hint") };
  const file = h("input", { type: "file", id: ids.file, name: "file", accept: ACCEPTED,
    "aria-describedby": `${ids.fileHint} ${ids.fileProblem}`, "data-testid": "handover-file" });
  const fileProblem = h("p", { class: "problem", id: ids.fileProblem });
  const comment = h("textarea", { id: ids.comment, name: "comment", rows: 4, maxlength: 2000, "aria-describedby": ids.commentHint, "data-testid": "handover-comment" });
  const submit = h("button", { type: "submit", class: "button primary", "data-testid": "handover-send" }, icon("send"), "Envoyer mon devis");
  const progress = h("progress", { max: 1, value: 0, hidden: true, "aria-label": "Envoi en cours" });
  const result = h("p", { class: "problem", role: "alert" });

  const refuse = (text) => {
    fileProblem.textContent = text;
    file.toggleAttribute("aria-invalid", false);
    if (text) file.setAttribute("aria-invalid", "true");
  };
  const checkFile = () => {
    refuse(file.files[0]?.size > FILE_BYTES ? TOO_LARGE : "");
    return fileProblem.textContent === "";
  };
  file.addEventListener("change", checkFile);

  async function send(event) {
    event.preventDefault();
    if (submit.disabled) return;
    if (!checkFile()) {
      file.focus();
      return;
    }
    if (!file.files[0] && comment.value.trim() === "") {
      refuse("Joignez votre devis, ou écrivez quelques mots.");
      file.focus();
      return;
    }
    const body = new FormData();
    if (file.files[0]) body.append("file", file.files[0]);
    body.append("comment", comment.value);
    if (conversation) body.append("conversation_id", conversation);
    result.textContent = "";
    submit.disabled = true;
    progress.hidden = false;
    try {
      await upload("/cases", body, (share) => { progress.value = share; });
      const thanks = h("p", { tabindex: "-1", role: "status", "data-testid": "handover-done" }, icon("check"),
        " Votre envoi est bien arrivé chez Ligne claire. Un conseiller l’étudie et vous répond dans cet espace. En cas d’urgence médicale, appelez le 15.");
      form.replaceChildren(h(heading, { id: ids.title }, "Devis envoyé"), thanks);
      thanks.focus();
      onSent();
    } catch (problem) {
      if (problem.status === 401) signInAgain();
      result.textContent = problem.status === 413 ? TOO_LARGE : problem.status >= 400 && problem.status < 500 ? problem.message : NOT_SENT;
    } finally {
      submit.disabled = false;
      progress.hidden = true;
    }
  }

  const form = h("form", { class: "card", "aria-labelledby": ids.title, novalidate: true, onsubmit: send, "data-testid": "handover-form" },
    h(heading, { id: ids.title }, "Envoyer mon devis à Ligne claire"),
    h("p", {}, conversation
      ? "Un conseiller l’étudie et vous répond dans cet espace. Ce que vous avez déjà décrit ici part avec votre devis."
      : "Un conseiller l’étudie et vous répond dans cet espace."),
    h("div", { class: "field" },
      h("label", { for: ids.file }, "Votre devis"),
      h("p", { class: "hint", id: ids.fileHint }, "Document PDF ou bonne photo (JPEG, PNG, HEIC), 10 Mo au plus."),
      file, fileProblem),
    h("div", { class: "field" },
      h("label", { for: ids.comment }, "Votre message (facultatif)"),
      h("p", { class: "hint", id: ids.commentHint }, "Ce qu’il faut savoir pour bien lire ce devis."),
      comment),
    progress, result,
    h("div", { class: "actions" }, submit));
  return form;
}

/** The same form on its own page. */
class OxyHandover extends HTMLElement {
  connectedCallback() {
    this.replaceChildren(handoverForm({ conversation: this.getAttribute("conversation"), heading: "h2" }));
  }
}

customElements.define("oxy-handover", OxyHandover);
