// The contents beside the living document follow the reader: the provision in view is marked.
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  const outline = document.querySelector(".outline");
  if (!outline) return;
  if (matchMedia("(max-width: 60rem)").matches) outline.querySelector("details").open = false;
  const links = new Map([...outline.querySelectorAll("a")].map((link) => [decodeURIComponent(link.hash.slice(1)), link]));
  const mark = (link) => {
    outline.querySelector("[aria-current]")?.removeAttribute("aria-current");
    link.setAttribute("aria-current", "location");
    const box = outline.getBoundingClientRect();
    const place = link.getBoundingClientRect();
    if (place.top < box.top || place.bottom > box.bottom) outline.scrollTop += place.top - box.top - box.height / 3;
  };
  const watch = new IntersectionObserver((entries) => {
    const seen = entries.filter((entry) => entry.isIntersecting).map((entry) => links.get(entry.target.id)).filter(Boolean);
    if (seen.length) mark(seen[0]);
  }, { rootMargin: "-10% 0px -75% 0px" });
  for (const line of document.querySelectorAll(".paper .line[id]")) watch.observe(line);
});
