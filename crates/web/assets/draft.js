// A report is kept as one types: the form is sent by itself a moment after the last key, and stays in the browser until
// the server has it, through a reload or a lost connection. Without this script the button keeps the draft.
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  for (const form of document.querySelectorAll("form[data-draft]")) keepDraft(form);
});

function keepDraft(form) {
  const note = form.querySelector("[data-draft-note]");
  const seen = form.elements.namedItem("seen");
  const key = `draft:${new URL(form.action).pathname}`;
  const fields = () => [...form.elements].filter((it) => it.name && it !== seen && it.type !== "submit");
  const typed = () => JSON.stringify(fields().map((it) => [it.name, it.type === "checkbox" ? it.checked : it.value]));
  const tell = (text) => { note.textContent = text; };
  let timer = 0;
  let stopped = false;

  const later = (pause) => {
    clearTimeout(timer);
    if (!stopped) timer = setTimeout(save, pause);
  };

  const save = async () => {
    const sent = typed();
    const body = new URLSearchParams(new FormData(form));
    body.set("act", "autosave");
    let answer;
    try {
      answer = await fetch(form.action, { method: "POST", body });
    } catch {
      tell(form.dataset.offline);
      later(10000);
      return;
    }
    const kind = answer.headers.get("content-type") || "";
    const told = kind.includes("json") ? await answer.json() : {};
    if (answer.ok && told.seen) {
      seen.value = told.seen;
      if (typed() === sent) localStorage.removeItem(key);
      else later(1500);
    } else if (answer.status === 409) {
      stopped = true; // Somebody else changed it: the button shows both, nothing is overwritten by itself.
    }
    tell(told.note || form.dataset.offline);
  };

  const changed = () => {
    localStorage.setItem(key, JSON.stringify({ seen: seen.value, typed: typed() }));
    if (!stopped) tell(form.dataset.typing);
    later(1500);
  };

  const kept = JSON.parse(localStorage.getItem(key) || "null");
  if (kept && kept.typed !== typed()) {
    for (const [name, value] of JSON.parse(kept.typed)) {
      const field = form.elements.namedItem(name);
      if (field && field.type === "checkbox") field.checked = value;
      else if (field) field.value = value;
    }
    seen.value = kept.seen;
    tell(form.dataset.restored);
    later(1500);
  } else {
    localStorage.removeItem(key);
  }
  form.addEventListener("input", changed);
  form.addEventListener("submit", () => clearTimeout(timer));
  window.addEventListener("online", () => { if (localStorage.getItem(key)) later(0); });
}
