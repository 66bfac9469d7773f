// Lamps of sentences that begin on one line stand side by side in the margin, not on each other.
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  const paper = document.querySelector(".paper");
  if (!paper) return;
  const lamps = [...paper.querySelectorAll(".margin-lamp")];
  const spread = () => {
    const tops = lamps.map((lamp) => Math.round(lamp.getBoundingClientRect().top));
    let beside = 0;
    lamps.forEach((lamp, at) => {
      beside = at > 0 && Math.abs(tops[at] - tops[at - 1]) < 8 ? beside + 1 : 0;
      lamp.style.setProperty("--beside", beside);
    });
  };
  new ResizeObserver(spread).observe(paper);
});
