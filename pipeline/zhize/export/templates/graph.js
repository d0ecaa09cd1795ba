"use strict";
// The picture: a body can be chosen with the mouse or the keyboard; whoever listens hears the event "choose".
const picture = document.querySelector("svg.duties");

function choose(name) {
  document.dispatchEvent(new CustomEvent("choose", { detail: name }));
}

function showChosen(name) {
  if (!picture) return;
  const near = new Set([name]);
  picture.classList.toggle("chosen", Boolean(name));
  for (const tie of picture.querySelectorAll("g.tie")) {
    const touches = tie.dataset.from === name || tie.dataset.to === name;
    tie.classList.toggle("near", touches);
    if (touches) near.add(tie.dataset.from).add(tie.dataset.to);
  }
  for (const body of picture.querySelectorAll("g.body")) {
    body.classList.toggle("near", near.has(body.dataset.body));
    body.setAttribute("aria-pressed", String(body.dataset.body === name));
  }
}

if (picture) {
  picture.setAttribute("role", "group");
  for (const body of picture.querySelectorAll("g.body")) {
    body.setAttribute("tabindex", "0");
    body.setAttribute("role", "button");
    body.setAttribute("aria-pressed", "false");
    const toggle = () => choose(body.getAttribute("aria-pressed") === "true" ? "" : body.dataset.body);
    body.addEventListener("click", toggle);
    body.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      toggle();
    });
  }
  // A thin line is hard to hit: an unseen broad one beneath it catches the pointer.
  for (const path of picture.querySelectorAll("g.tie path")) {
    const broad = path.cloneNode();
    broad.setAttribute("marker-end", "none");
    broad.setAttribute("stroke-dasharray", "none");
    broad.setAttribute("stroke", "transparent");
    broad.setAttribute("stroke-width", "12");
    path.after(broad);
  }
}
