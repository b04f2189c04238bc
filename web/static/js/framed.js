/** In the window that a page of the mutuelle holds, Escape closes the window, once nothing here has had a use for it. */
const inUse = (event) => event.defaultPrevented || document.querySelector("dialog[open], :popover-open") !== null;

if (parent !== self) {
  addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !inUse(event)) parent.postMessage("oxyccam:close", "*"); // it says nothing of the member
  });
}
