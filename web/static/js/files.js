/** Files that are chosen to be sent: how many, how large, looked at before anything leaves. */
import { say } from "./wording.js";

export const FILE_BYTES = 10 * 1024 * 1024;
const MOST_FILES = 5;
export const ACCEPTED = ".pdf,.heic,application/pdf,image/*"; // all photos, so that a telephone offers its camera

/** What is wrong with the files chosen, in words; an empty text when nothing. */
export function faultOf(files) {
  if (files.length > MOST_FILES) return say("handover", "too_many");
  return [...files].some(({ size }) => size > FILE_BYTES) ? say("handover", "too_large") : "";
}

/** The plain forms of our pages: the browser says what is wrong, until other files are chosen. */
for (const input of document.querySelectorAll("input[data-files]")) {
  input.addEventListener("change", () => {
    input.setCustomValidity(faultOf(input.files));
    input.reportValidity();
  });
}
