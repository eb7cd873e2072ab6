"use strict";
(() => {
  // A document is put in place when it is opened, so that a page with a thousand of them opens at once.
  function open(details) {
    const store = details.querySelector(":scope > script");
    if (!store) return;
    const holder = document.createElement("div");
    holder.innerHTML = JSON.parse(store.textContent);
    store.replaceWith(holder);
  }
  for (const details of document.querySelectorAll("details.doc")) {
    if (details.open) open(details);
    details.addEventListener("toggle", () => details.open && open(details));
  }

  // What answers to each other on both sides lights up together.
  function light(event) {
    const target = event.target.closest?.("[data-k]");
    for (const old of document.querySelectorAll(".on")) old.classList.remove("on");
    const pairing = target?.closest(".pairing");
    if (!pairing) return;
    for (const other of pairing.querySelectorAll(`[data-k="${target.dataset.k}"]`)) other.classList.add("on");
  }
  document.addEventListener("mouseover", light);
  document.addEventListener("click", light);
})();
