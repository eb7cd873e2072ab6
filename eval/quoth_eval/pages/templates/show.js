"use strict";
(() => {
  const data = JSON.parse(document.getElementById("links").textContent);
  const text = document.getElementById("text");
  const card = document.getElementById("card");
  const intro = [...card.childNodes].map((n) => n.cloneNode(true));
  const all = [...text.querySelectorAll("[data-k]")];
  const pieces = new Map();
  for (const el of all) {
    if (!pieces.has(el.dataset.k)) pieces.set(el.dataset.k, []);
    pieces.get(el.dataset.k).push(el);
  }
  const order = [...pieces.keys()];
  const cards = new Map([...document.querySelectorAll("[data-card]")].map((c) => [c.dataset.card, c]));
  const members = new Map();
  for (const [mention, entity] of Object.entries(data.entity)) {
    if (!members.has(entity)) members.set(entity, []);
    members.get(entity).push(mention);
  }
  const svgNs = "http://www.w3.org/2000/svg";
  const arcs = document.createElementNS(svgNs, "svg");
  arcs.setAttribute("class", "arcs");
  arcs.setAttribute("aria-hidden", "true");
  text.append(arcs);
  let pinned = null;

  const parts = (key) => pieces.get(key) || [];
  // Where the links of an annotation start: at its cue or trigger, else at its first piece.
  const head = (key) => parts(key).find((el) => el.matches(".q, .v, .m")) || parts(key)[0];
  const mark = (key, name) => parts(key).forEach((el) => el.classList.add(name));

  function clear() {
    for (const el of text.querySelectorAll(".on, .near, .lit")) el.classList.remove("on", "near", "lit");
    for (const row of document.querySelectorAll("tr.on")) row.classList.remove("on");
    arcs.replaceChildren();
  }

  function arc(from, to, role) {
    if (!from || !to) return;
    const frame = text.getBoundingClientRect();
    const a = from.getClientRects()[0], b = to.getClientRects()[0];
    const x1 = a.left + a.width / 2 - frame.left, y1 = a.top - frame.top + 2;
    const x2 = b.left + b.width / 2 - frame.left, y2 = b.top - frame.top + 2;
    const lift = Math.min(y1, y2) - 14 - Math.min(26, Math.abs(x2 - x1) / 10);
    const path = document.createElementNS(svgNs, "path");
    path.setAttribute("d", `M${x1},${y1} C${x1},${lift} ${x2},${lift} ${x2},${y2}`);
    path.setAttribute("class", role === "source" || role === "relays" ? role : "");
    const label = document.createElementNS(svgNs, "text");
    label.setAttribute("x", x2);
    label.setAttribute("y", y2 - 5);
    label.textContent = role;
    arcs.append(path, label);
  }

  function show(key, trail) {
    clear();
    const entity = data.entity[key];
    if (entity) members.get(entity).forEach((m) => mark(m, "lit"));
    mark(key, "on");
    for (const [role, far] of data.links[key] || []) {
      mark(far, "near");
      arc(head(key), head(far), role);
    }
    (data.chains[key] || []).forEach((link) => mark(link, "near"));
    document.querySelector(`tr[data-row="${entity || key}"]`)?.classList.add("on");
    fill(entity || key, trail || []);
  }

  function fill(key, trail) {
    const found = cards.get(key);
    if (!found) return;
    card.classList.remove("empty");
    card.replaceChildren(...[...found.childNodes].map((n) => n.cloneNode(true)));
    if (trail.length < 2) return;
    const here = document.createElement("p");
    here.className = "here soft";
    here.append("Also here: ");
    for (const other of trail.slice(1)) {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = describe(other);
      button.addEventListener("click", () => pin(other, trail));
      here.append(button, " ");
    }
    card.append(here);
  }

  function describe(key) {
    const heading = cards.get(data.entity[key] || key)?.querySelector("h3");
    return heading ? heading.textContent.trim().replace(/\s+/g, " ") : key;
  }

  // The annotations at an element, innermost first, each once.
  function trailAt(target) {
    const found = [];
    for (let el = target.closest("[data-k]"); el; el = el.parentElement.closest("[data-k]"))
      if (!found.includes(el.dataset.k)) found.push(el.dataset.k);
    return found;
  }

  function pin(key, trail, scroll) {
    pinned = key;
    show(key, trail);
    if (!scroll) return;
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    head(key)?.scrollIntoView({ block: "center", behavior: calm ? "auto" : "smooth" });
  }

  function release() {
    pinned = null;
    clear();
    card.classList.add("empty");
    card.replaceChildren(...intro.map((n) => n.cloneNode(true)));
  }

  text.addEventListener("mouseover", (event) => {
    const trail = trailAt(event.target);
    if (!pinned && trail.length) show(trail[0], trail);
  });
  text.addEventListener("click", (event) => {
    const trail = trailAt(event.target);
    if (trail.length) pin(trail[0] === pinned && trail[1] ? trail[1] : trail[0], trail);
    else release();
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest('a[href^="#"]');
    const key = link?.getAttribute("href").slice(1);
    if (!link || !pieces.has(key)) return;
    event.preventDefault();
    history.replaceState(null, "", `#${key}`);
    pin(key, null, true);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") release();
    if (document.activeElement !== text || event.ctrlKey || event.metaKey || event.altKey) return;
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const at = pinned ? order.indexOf(pinned) : step > 0 ? -1 : 0;
    pin(order[(at + step + order.length) % order.length], null, true);
  });
  for (const again of ["resize", "change"]) addEventListener(again, () => pinned && show(pinned));
  const wanted = location.hash.slice(1);
  if (pieces.has(wanted)) pin(wanted, null, true);
})();
