// The filter of the living document dims every sentence that does not answer to it.
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  const form = document.getElementById("document-filter");
  if (!form) return;
  const runs = [...document.querySelectorAll(".paper .commit")];
  const output = form.querySelector("output");
  const everything = output.textContent;

  const apply = () => {
    const { light, strength, words } = Object.fromEntries(new FormData(form));
    const wanted = words.trim().split(/\s+/).filter(Boolean);
    const active = Boolean(light || strength || wanted.length);
    const shown = new Set();
    for (const run of runs) {
      const line = run.closest(".line").textContent;
      const answers = (!light || run.dataset.light === light)
        && (!strength || run.dataset.strength === strength)
        && wanted.every((word) => line.includes(word));
      run.classList.toggle("dimmed", active && !answers);
      if (answers) shown.add(run.dataset.open);
    }
    document.querySelector(".paper").classList.toggle("filtered", active);
    output.textContent = everything.replace(/\d+/, String(shown.size));
  };

  form.addEventListener("input", apply);
  form.addEventListener("submit", (event) => event.preventDefault());
  apply();
});
