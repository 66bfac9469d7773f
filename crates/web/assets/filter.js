// The filter of the living document dims every sentence that does not answer to it. It stands in the
// address, so that a filtered text can be sent to somebody.
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  const form = document.getElementById("document-filter");
  if (!form) return;
  const runs = [...document.querySelectorAll(".paper .commit")];
  const names = new Set([...form.elements.chapter.options].map((option) => option.value));
  const chapters = new Map();
  let open = "";
  for (const line of document.querySelectorAll(".paper .line")) {
    if (line.id && names.has(line.id)) open = line.id;
    chapters.set(line, open);
  }
  const output = form.querySelector("output");
  const everything = output.textContent;

  const asked = new URLSearchParams(location.search);
  for (const field of form.elements) if (asked.has(field.name)) field.value = asked.get(field.name);

  const keep = () => {
    const address = new URL(location);
    for (const [name, value] of new FormData(form)) {
      if (value) address.searchParams.set(name, value);
      else address.searchParams.delete(name);
    }
    history.replaceState(null, "", address);
  };

  const apply = () => {
    const { chapter, light, strength, words } = Object.fromEntries(new FormData(form));
    const wanted = words.trim().split(/\s+/).filter(Boolean);
    const active = Boolean(chapter || light || strength || wanted.length);
    const shown = new Set();
    for (const run of runs) {
      const line = run.closest(".line");
      const answers = (!chapter || chapters.get(line) === chapter)
        && (!light || run.dataset.light === light)
        && (!strength || run.dataset.strength === strength)
        && wanted.every((word) => line.textContent.includes(word));
      run.classList.toggle("dimmed", active && !answers);
      if (answers) shown.add(run.dataset.open);
    }
    document.querySelector(".paper").classList.toggle("filtered", active);
    output.textContent = everything.replace(/\d+/, String(shown.size));
  };

  form.addEventListener("input", () => { apply(); keep(); });
  form.elements.chapter.addEventListener("change", ({ target }) => document.getElementById(target.value)?.scrollIntoView());
  form.addEventListener("submit", (event) => event.preventDefault());
  apply();
});
