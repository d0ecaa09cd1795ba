"use strict";
// The picture: a body can be chosen with the mouse or the keyboard, whoever listens hears the event "choose"; pointing
// at a line or a body, or moving to it with the arrow keys, lights what belongs to it and shows its words.
const picture = document.querySelector("svg.duties");
const drawing = picture && readDrawing(picture);

function choose(name) {
  document.dispatchEvent(new CustomEvent("choose", { detail: name }));
}

function showChosen(name) {
  if (!drawing) return;
  const body = drawing.bodies.find((each) => each.dataset.body === name);
  mark("near", body ? around(body) : null);
  picture.classList.toggle("chosen", Boolean(name));
  for (const each of drawing.bodies) each.setAttribute("aria-pressed", String(each === body));
}

// The titles become the page's own tooltips; a reader's software hears them as names.
function readDrawing(svg) {
  const words = new Map();
  for (const title of svg.querySelectorAll("title")) {
    if (title.parentNode !== svg) {
      words.set(title.parentNode, title.textContent.split("\n"));
      title.parentNode.setAttribute("aria-label", title.textContent);
    }
    title.remove();
  }
  const ties = Array.from(svg.querySelectorAll("g.tie"));
  const numbers = (text) => new Set(text.split(" "));
  return {
    words,
    ties,
    untold: (count) => `此处还有${count}条线`,
    bodies: Array.from(svg.querySelectorAll("g.body")),
    ends: new Map(ties.map((tie) => [tie, numbers(`${tie.dataset.from} ${tie.dataset.to}`)])),
  };
}

// A body with its lines, who stands at their other ends, what it belongs to and what belongs to it.
function around(body) {
  const at = body.dataset.at;
  const ties = drawing.ties.filter((tie) => drawing.ends.get(tie).has(at));
  const ends = new Set([at, body.dataset.of, ...ties.flatMap((tie) => Array.from(drawing.ends.get(tie)))]);
  const bodies = drawing.bodies.filter((each) => ends.has(each.dataset.at) || each.dataset.of === at);
  return new Set([...ties, ...bodies]);
}

function along(ties) {
  const ends = new Set(ties.flatMap((tie) => Array.from(drawing.ends.get(tie))));
  return new Set([...ties, ...drawing.bodies.filter((body) => ends.has(body.dataset.at))]);
}

function mark(name, found) {
  for (const each of [...drawing.ties, ...drawing.bodies]) each.classList.toggle(name, Boolean(found && found.has(each)));
}

function light(found) {
  mark("aglow", found);
  picture.classList.toggle("aglow", Boolean(found));
}

if (drawing) {
  const MOST_LINES = 6;
  const tip = document.createElement("div");
  tip.className = "tip";
  tip.id = "tip";
  tip.setAttribute("role", "tooltip");
  tip.hidden = true;
  document.body.append(tip);

  const line = (kind, text) => {
    const paragraph = document.createElement("p");
    if (kind) paragraph.className = kind;
    const [place, ...words] = kind ? [] : text.split("　");
    if (words.length) {
      const bold = document.createElement("b");
      bold.textContent = place;
      paragraph.append(bold, ` ${words.join("　")}`);
    } else {
      paragraph.textContent = text;
    }
    tip.append(paragraph);
  };

  // What lies together under the pointer is told together, as far as there is room.
  const say = (things) => {
    tip.replaceChildren();
    let left = MOST_LINES;
    let untold = 0;
    for (const thing of things) {
      const [who, ...duties] = drawing.words.get(thing);
      if (left <= 0) {
        untold += 1;
        continue;
      }
      line("who", who);
      for (const duty of duties.slice(0, left)) line(duty.startsWith("……") ? "more" : "", duty);
      if (duties.length > left) line("more", "……");
      left -= Math.max(1, duties.length);
    }
    if (untold) line("more", drawing.untold(untold));
  };

  const show = (things, x, y) => {
    say(things);
    tip.hidden = false;
    const { width, height } = tip.getBoundingClientRect();
    const right = x + 16 + width < innerWidth ? x + 16 : Math.max(8, x - 16 - width);
    const below = y + 16 + height < innerHeight ? y + 16 : Math.max(8, y - 16 - height);
    tip.style.left = `${right}px`;
    tip.style.top = `${below}px`;
  };

  const hide = () => {
    tip.hidden = true;
    light(null);
  };

  // A thin line is hard to hit: unseen broad ones beneath all of them catch the pointer.
  const hits = document.createElementNS("http://www.w3.org/2000/svg", "g");
  const lines = picture.querySelector("g.ties");
  const owner = new Map();
  hits.setAttribute("class", "hits");
  hits.setAttribute("transform", lines.getAttribute("transform"));
  for (const tie of drawing.ties) {
    const broad = document.createElementNS("http://www.w3.org/2000/svg", "path");
    broad.setAttribute("d", tie.querySelector("path").getAttribute("d"));
    owner.set(broad, tie);
    hits.append(broad);
  }
  lines.before(hits);

  const under = (x, y) => {
    const found = document.elementsFromPoint(x, y);
    const direct = found.map((each) => each.closest("g.tie")).filter(Boolean);
    const near = found.map((each) => owner.get(each)).filter(Boolean);
    return Array.from(new Set(direct.length ? direct : near.slice(0, 1)));
  };

  const middle = (each) => {
    const box = each.getBoundingClientRect();
    return [box.left + box.width / 2, box.top + box.height / 2];
  };

  // What the keyboard holds speaks too, and goes on speaking when the page scrolls to it.
  const focused = () => {
    const thing = picture.querySelector("g.body:focus-visible, g.tie:focus-visible");
    if (!thing) return false;
    light(thing.matches("g.body") ? around(thing) : along([thing]));
    show([thing], ...middle(thing));
    return true;
  };

  const point = (event) => {
    const body = event.target.closest("g.body");
    const ties = body ? [] : under(event.clientX, event.clientY);
    if (body) light(around(body));
    else if (ties.length) light(along(ties));
    else return hide();
    show(body ? [body] : ties, event.clientX, event.clientY);
  };
  picture.addEventListener("pointermove", point);
  picture.addEventListener("pointerleave", hide);
  document.addEventListener("scroll", () => focused() || hide(), { passive: true, capture: true });

  picture.addEventListener("click", (event) => {
    const body = event.target.closest("g.body");
    if (body) choose(body.getAttribute("aria-pressed") === "true" ? "" : body.dataset.body);
    else point(event);
  });

  // One stop of the tab key for the bodies and one for the lines; arrows go on from there.
  picture.setAttribute("role", "group");
  for (const all of [drawing.bodies, drawing.ties]) {
    all.forEach((each, number) => {
      each.setAttribute("tabindex", number ? "-1" : "0");
      each.setAttribute("role", all === drawing.bodies ? "button" : "img");
      each.setAttribute("aria-describedby", "tip");
    });
  }
  for (const body of drawing.bodies) body.setAttribute("aria-pressed", "false");

  const beside = (body, step) => {
    const [x, y] = middle(body);
    const away = (other) => Math.abs(middle(other)[0] - x) + 4 * Math.abs(middle(other)[1] - y);
    const others = drawing.bodies.filter((other) => step * (middle(other)[1] - y) > 8);
    return others.sort((one, other) => away(one) - away(other))[0];
  };
  const next = (from, key) => {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[key];
    const isBody = drawing.bodies.includes(from);
    if (isBody && (key === "ArrowUp" || key === "ArrowDown")) return beside(from, step);
    const near = drawing.ties.filter((tie) => tie.classList.contains("near"));
    const all = isBody ? drawing.bodies : near.length ? near : drawing.ties;
    return all[(all.indexOf(from) + step + all.length) % all.length];
  };
  picture.addEventListener("keydown", (event) => {
    const from = event.target.closest("g.body, g.tie");
    if (!from) return;
    if (event.key === "Escape") return tip.hidden ? choose("") : hide();
    if (event.key.startsWith("Arrow")) {
      const to = next(from, event.key);
      event.preventDefault();
      if (!to) return;
      from.setAttribute("tabindex", "-1");
      to.setAttribute("tabindex", "0");
      to.focus();
    } else if ((event.key === "Enter" || event.key === " ") && from.matches("g.body")) {
      event.preventDefault();
      choose(from.getAttribute("aria-pressed") === "true" ? "" : from.dataset.body);
    }
  });
  // Not on the picture itself: Chromium gives an SVG that listens to the focus a stop of its own.
  picture.parentNode.addEventListener("focusin", focused);
  picture.parentNode.addEventListener("focusout", hide);
}
