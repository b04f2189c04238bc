/** The member's page: one conversation, shown by the chat and by the quote beside it. */
import "./chat.js";
import { Conversation } from "./conversation.js";
import { markReplaced } from "./estimate.js";
import "./panel.js";
import "./session.js";

const chat = document.querySelector("oxy-chat");
const quote = document.querySelector("oxy-quote");
const conversation = new Conversation(chat.dataset.conversation);
const people = JSON.parse(quote.dataset.people);

quote.start({ conversation, people });
chat.start({ conversation, people, onEdit: (field, line) => quote.edit(field, line) });
conversation.addEventListener("draft", () => markReplaced(chat, conversation.outdated));
conversation.open();

// The data held are shown before starting, for as long as nobody has found them right and there is room for them.
const about = document.querySelector(".held-data");
const roomy = matchMedia("(min-width: 56rem) and (min-height: 40rem)");
let begun = false;
const unfold = () => { about.open = !begun && roomy.matches && about.classList.contains("unconfirmed"); };
roomy.addEventListener("change", unfold);
conversation.addEventListener("draft", () => {
  if (begun !== (begun = conversation.draft?.lines.length > 0)) unfold();
});
unfold();

// A hidden tab holds no connection; back to the front or on line, it catches up with what was said elsewhere.
const follow = () => {
  if (document.visibilityState === "hidden") conversation.unwatch();
  else if (conversation.id && !conversation.busy) conversation.catchUp().then(() => conversation.watch(), () => {});
};
document.addEventListener("visibilitychange", follow);
addEventListener("online", follow);
