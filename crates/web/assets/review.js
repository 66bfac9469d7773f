// The review of an import by keyboard: acts and steps go on without loading the page anew, so that the text
// stays where it is. Without this script every act is an ordinary form.
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  const root = () => document.getElementById("review");
  if (!root()) return;

  const take = async (address, options = {}) => {
    const response = await fetch(address, { ...options, headers: { "HX-Request-Type": "partial" } });
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const next = page.getElementById("review");
    if (!response.ok || !next) return location.assign(options.body ? location.href : address);
    const kept = root().querySelector("#pick textarea").value;
    root().replaceWith(document.adoptNode(next));
    root().querySelector("#pick textarea")?.append(kept);
    const item = root().querySelector(".selected");
    history.replaceState(null, "", response.url + (item ? `#${item.id || ""}` : ""));
    item?.scrollIntoView({ block: "center", behavior: "instant" });
    root().querySelector("#panel").focus({ preventScroll: true });
  };

  document.addEventListener("click", (event) => {
    const link = event.target.closest("#review a[data-go]");
    if (!link || event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    if (!String(getSelection())) take(link.href);
  });
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.closest("#review")) return;
    if (form.dataset.sure && !confirm(form.dataset.sure)) return event.preventDefault();
    if ("leave" in form.dataset) return;
    event.preventDefault();
    const body = new URLSearchParams(new FormData(form, event.submitter));
    const block = form.closest("#pick") && picked().block;
    if (block) body.set("block", block);
    take(form.action, { method: "POST", body });
  });

  // What is selected in the text, and the block it stands in.
  const picked = () => {
    const selection = getSelection();
    const line = selection.anchorNode?.parentElement?.closest(".line[data-block]");
    return line ? { words: String(selection).replace(/\n/g, "").trim(), block: line.dataset.block } : {};
  };
  document.addEventListener("selectionchange", () => {
    const { words } = picked();
    const pick = document.getElementById("pick");
    if (!words || !pick) return;
    pick.open = true;
    pick.querySelector("textarea").value = words;
  });

  const KEYS = { n: '#pick button[value="task"]', t: '#pick button[value="target"]' };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, select, textarea")) return;
    const key = event.key.toLowerCase();
    const found = root().querySelector(KEYS[key] ?? `[data-key="${CSS.escape(key)}"]`);
    if (!found) return;
    event.preventDefault();
    if (found.matches("details")) {
      found.open = true;
      found.querySelector("input:not([type=hidden]), select, button")?.focus();
    } else found.click();
  });
});
