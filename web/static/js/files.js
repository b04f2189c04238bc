/** Files that are chosen to be sent: how many, how large, looked at before anything leaves. */
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
