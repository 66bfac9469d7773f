// The panel beside the living document: a click on a sentence or a number opens its card there,
// without leaving the text. Without this script the links lead to pages of their own.
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  const living = document.querySelector(".living");
  const panel = document.getElementById("panel");
  if (!living || !panel) return;
  let opener = null;

  const show = async (link) => {
    opener = link;
    const response = await fetch(link.href, { headers: { "HX-Request-Type": "partial" } });
    if (!response.ok) return location.assign(link.href);
    panel.innerHTML = await response.text();
    addClose();
    panel.classList.add("open");
    panel.scrollTop = 0;
    panel.focus({ preventScroll: true });
    select(link.dataset.open);
    link.scrollIntoView({ block: "nearest" }); // The text may have flowed anew beside the card.
    const kind = link.dataset.open.startsWith("k") ? "target" : "task";
    const address = new URL(location);
    address.searchParams.delete("task");
    address.searchParams.delete("target");
    address.searchParams.set(kind, link.dataset.open);
    address.hash = link.dataset.open;
    history.replaceState(null, "", address);
  };

  const select = (id) => {
    for (const marked of living.querySelectorAll(".selected")) marked.classList.remove("selected");
    for (const run of living.querySelectorAll(`.paper [data-open="${CSS.escape(id)}"]`)) run.classList.add("selected");
  };

  const close = () => {
    panel.classList.remove("open");
    opener?.focus({ preventScroll: true });
  };

  const addClose = () => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "panel-close";
    button.textContent = panel.dataset.close;
    button.addEventListener("click", close);
    panel.prepend(button);
  };

  living.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-open]");
    if (!link || event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    show(link);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && panel.classList.contains("open")) close();
  });

  // Opened by its address: mark the sentence and let the card be closed.
  const asked = new URLSearchParams(location.search);
  const id = asked.get("task") ?? asked.get("target");
  if (id) {
    select(id);
    addClose();
    panel.classList.add("open");
    document.getElementById(id)?.scrollIntoView({ block: "center", behavior: "instant" });
  }
});
