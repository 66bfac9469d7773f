// The whole drop zone is the file input: dropping or clicking anywhere chooses. The chosen file's name and
// size are told. Without this script the browser's own input stands there.
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  const drop = document.getElementById("drop");
  if (!drop) return;
  const input = drop.querySelector("input[type=file]");
  const chosen = drop.querySelector(".chosen");
  drop.classList.add("ready");
  const tell = () => {
    const [file] = input.files;
    const size = !file ? "" : file.size < 1048576 ? `${(file.size / 1024).toFixed(1)} KB` : `${(file.size / 1048576).toFixed(1)} MB`;
    chosen.textContent = file ? `${file.name} · ${size}` : "";
    drop.classList.toggle("full", Boolean(file));
  };
  for (const name of ["dragenter", "dragover"]) input.addEventListener(name, () => drop.classList.add("over"));
  for (const name of ["dragleave", "drop"]) input.addEventListener(name, () => drop.classList.remove("over"));
  input.addEventListener("change", tell);
  tell();
});
