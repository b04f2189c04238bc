/** The text that its author has not sent yet: in this tab only, under a name that says nothing of them, until they sign out. */

const PREFIX = "oxyccam-unsent-";

export const read = (author) => sessionStorage.getItem(PREFIX + author) ?? "";

export function keep(author, text) {
  if (text) sessionStorage.setItem(PREFIX + author, text);
  else sessionStorage.removeItem(PREFIX + author);
}

export function forgetAll() {
  for (const key of Object.keys(sessionStorage)) if (key.startsWith(PREFIX)) sessionStorage.removeItem(key);
}
