// Reading: contents, links that can be copied, cited words that pop up, words that light up, drawers, keys.
const entries = new Map(all(".contents nav a").map((link) => [link.getAttribute("href").slice(1), link.parentNode]));

// --- the words that were searched for, where the browser can mark them without touching the text -------------------

function highlight(query) {
  if (!window.CSS || !("highlights" in CSS)) return;
  CSS.highlights.delete("found");
  if (!query) return;
  const ranges = [];
  for (const article of articles) {
    if (!article.node.hidden) for (const line of all(".text p, .act", article.node)) ranges.push(...find(line, query));
  }
  CSS.highlights.set("found", new Highlight(...ranges));
}

function find(line, query) {
  const haystack = line.textContent.toLowerCase();
  const needle = query.toLowerCase();
  const ranges = [];
  // Lower case may change the length of a text (İ); then nothing is marked rather than the wrong words.
  if (!haystack.includes(needle) || haystack.length !== line.textContent.length) return ranges;
  const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
  const nodes = [];
  for (let length = 0; walker.nextNode(); length += walker.currentNode.data.length) nodes.push({ node: walker.currentNode, start: length });
  const place = (offset, end) => {
    const at = nodes.filter((one) => (end ? one.start < offset : one.start <= offset)).pop();
    return [at.node, offset - at.start];
  };
  for (let at = haystack.indexOf(needle); at >= 0; at = haystack.indexOf(needle, at + needle.length)) {
    const range = document.createRange();
    range.setStart(...place(at, false));
    range.setEnd(...place(at + needle.length, true));
    ranges.push(range);
  }
  return ranges;
}

// --- contents ------------------------------------------------------------------------------------------------------

$("find-article").addEventListener("input", (event) => {
  const query = plain(event.target.value);
  for (const item of entries.values()) item.hidden = !plain(item.textContent).includes(query);
  for (const part of all(".contents nav details")) {
    part.hidden = !part.querySelector("li:not([hidden])");
    if (query) part.open = true;
  }
});

function follow(item) {
  const frame = $("contents").getBoundingClientRect();
  const place = item.getBoundingClientRect();
  if (place.top < frame.top || place.bottom > frame.bottom) $("contents").scrollTop += place.top - frame.top - frame.height / 3;
}

// Where the reader is: the first article below the place where a link lands, which moves with the bar of filters.
let current = null;
let here = null;
function watch() {
  measure();
  if (here) here.disconnect();
  const near = new Set();
  here = new IntersectionObserver((changes) => {
    for (const change of changes) near[change.isIntersecting ? "add" : "delete"](change.target.id);
    const first = articles.find((article) => near.has(article.node.id));
    const item = first ? entries.get(first.node.id) : null;
    if (item === current) return;
    if (current) current.firstChild.removeAttribute("aria-current");
    if (item) {
      item.firstChild.setAttribute("aria-current", "location");
      follow(item);
    }
    current = item;
  }, { rootMargin: `-${Math.ceil(landing()) + 7}px 0px -55% 0px` });
  for (const article of articles) here.observe(article.node);
}

// --- a duty and its words in the text light up together -------------------------------------------------------------

function light(event, on) {
  const card = event.target.closest ? event.target.closest(".norm") : null;
  if (!card || (event.relatedTarget && card.contains(event.relatedTarget))) return;
  for (const piece of all("[data-norms]", card.closest("article"))) {
    if (piece.dataset.norms.split(" ").includes(card.dataset.norm)) piece.classList.toggle("lit", on);
  }
}
for (const [name, on] of [["mouseover", true], ["mouseout", false], ["focusin", true], ["focusout", false]]) {
  $("reading").addEventListener(name, (event) => light(event, on));
}

// --- pop-ups: cited words, the meaning of a name, what a mark of a chart stands for ---------------------------------

const pop = $("pop");
const MOST = 400;
let popped = null;

function line(text, name) {
  const node = document.createElement("p");
  node.className = name;
  node.textContent = text.length > MOST ? `${text.slice(0, MOST)}……` : text;
  return node;
}

function told(node) {
  if (node.dataset.tip) return node.dataset.tip.split("\n").map((part, index) => line(part, index ? "" : "head"));
  if (node.dataset.term) {
    const term = $(`term-${node.dataset.term}`);
    return [line(`${say("term")}${language === "en" ? " " : ""}${term.querySelector("dt").textContent}`, "head"), line(term.querySelector("dd").textContent, "words")];
  }
  const target = $(decodeURIComponent(node.hash.slice(1)));
  if (!target) return [];
  const text = target.matches("article") ? all(".text p", target).map((part) => part.textContent).join("\n") : (target.closest("p") || target).textContent;
  const article = target.closest("article");
  return [line(article.querySelector("h4").textContent.trim(), "head"), line(text, "words")];
}

function beside() {
  const place = popped.getBoundingClientRect();
  const width = document.documentElement.clientWidth;
  const size = pop.getBoundingClientRect();
  const below = place.bottom + 8 + size.height < window.innerHeight || place.top < size.height + 8;
  pop.style.left = `${Math.max(8, Math.min(place.left, width - size.width - 8))}px`;
  pop.style.top = `${below ? place.bottom + 8 : place.top - size.height - 8}px`;
}

function open(node) {
  const lines = told(node);
  if (!lines.length) return;
  pop.replaceChildren(...lines);
  pop.hidden = false;
  popped = node;
  beside();
  node.setAttribute("aria-describedby", "pop");
}

function shut() {
  if (popped) popped.removeAttribute("aria-describedby");
  popped = null;
  pop.hidden = true;
}

function speaks(event) {
  return event.target.closest ? event.target.closest("a.citation[href^='#'], [data-term], [data-tip]") : null;
}
document.addEventListener("mouseover", (event) => {
  const node = speaks(event);
  if (node && node !== popped) {
    shut();
    open(node);
  }
});
document.addEventListener("mouseout", (event) => {
  if (popped && popped !== document.activeElement && speaks(event) === popped && !popped.contains(event.relatedTarget)) shut();
});
document.addEventListener("focusin", (event) => {
  shut();
  if (speaks(event)) open(speaks(event));
});
// What is told goes along when the page scrolls; the pointer that has left closes it.
window.addEventListener("scroll", () => {
  if (popped) beside();
}, { passive: true });

// --- drawers of a narrow window --------------------------------------------------------------------------------------

const drawers = [[$("open-contents"), $("contents")], [$("open-filters"), form]];
let opener = null;

function drawer(button, panel, wide) {
  const on = !panel.classList.contains("open");
  for (const [other, each] of drawers) {
    each.classList.toggle("open", on && each === panel);
    other.setAttribute("aria-expanded", String(on && each === panel));
  }
  document.body.classList.toggle("covered", on);
  if (on) panel.querySelector("[data-close]").focus();
  else if (opener && !wide) opener.focus();
  opener = on ? button : null;
}

function closeDrawer(wide) {
  const open_ = drawers.find(([, panel]) => panel.classList.contains("open"));
  if (open_) drawer(...open_, wide);
}
for (const [button, panel] of drawers) {
  button.addEventListener("click", () => drawer(button, panel));
  // The keyboard stays in an open drawer until it is closed; Escape closes it.
  panel.addEventListener("keydown", (event) => {
    if (event.key !== "Tab" || !panel.classList.contains("open")) return;
    const stops = all("a[href], button, input, select, summary", panel).filter((node) => !node.disabled && node.offsetParent);
    const edge = event.shiftKey ? stops[0] : stops[stops.length - 1];
    if (document.activeElement !== edge) return;
    event.preventDefault();
    (event.shiftKey ? stops[stops.length - 1] : stops[0]).focus();
  });
}

// --- clicks and keys ---------------------------------------------------------------------------------------------------

function copyLink(link) {
  const place = link.getAttribute("aria-label") || link.title;
  const said = (ok) => announce(ok ? say("copied", { place: link.textContent.trim() || place.replace(/的链接$|^Link to /, "") }) : say("not_copied"));
  if (!navigator.clipboard) said(false);
  else navigator.clipboard.writeText(location.href.split("#")[0] + link.getAttribute("href")).then(() => said(true), () => said(false));
}

function follows(event, link) {
  const href = link.getAttribute("href");
  const [name, said] = href.slice(1).split("?");
  const target = $(decodeURIComponent(name));
  if (!target || event.ctrlKey || event.metaKey || event.shiftKey) return;
  closeDrawer(true);
  shut();
  if ("copy" in link.dataset) copyLink(link);
  if (said !== undefined) {
    event.preventDefault();
    choices(new URLSearchParams(said));
    apply();
    arrive(target);
  } else if (parameters() || target.closest("[hidden], details:not([open])")) {
    event.preventDefault();
    arrive(target);
  } else {
    point(target);
  }
  if (link.closest(".contents, .counts, .picked, .skip")) {
    target.setAttribute("tabindex", "-1");
    target.focus({ preventScroll: true });
  }
}

document.addEventListener("click", (event) => {
  const link = event.target.closest('a[href^="#"]');
  if (link) return follows(event, link);
  if (document.body.classList.contains("covered") && !event.target.closest(".contents, .filters, .narrow")) return closeDrawer();
  const button = event.target.closest("button");
  if (!button) return undefined;
  const data = button.dataset;
  if ("close" in data) closeDrawer();
  if ("pick" in data) {
    choose_body(button.getAttribute("aria-pressed") === "true" ? "" : data.pick);
    if (button.closest("#overview") && $("body").value) arrive($("articles"));
  }
  if ("reset" in data) form.reset();
  if ("fold" in data) for (const part of all(".contents nav details")) part.open = data.fold === "open";
  if ("view" in data) {
    view = data.view;
    changed();
  }
  if ("sort" in data) sortBy(data.sort);
  if ("language" in data) {
    speak(data.language);
    keep("language", language);
    remember(address().anchor, false);
  }
  return undefined;
});
$("csv").addEventListener("click", save);
$("print").addEventListener("click", () => window.print());
$("theme").addEventListener("change", (event) => {
  show(event.target.value);
  keep("theme", event.target.value);
});

document.addEventListener("keydown", (event) => {
  const field = event.target.closest ? event.target.closest("input, select, textarea") : null;
  if (event.key === "/" && !field && !event.ctrlKey && !event.metaKey && !event.altKey) {
    event.preventDefault();
    if ($("query").offsetParent === null) drawer($("open-filters"), form);
    $("query").focus();
  }
  if (event.key !== "Escape") return;
  if (!pop.hidden) shut();
  else if (document.body.classList.contains("covered")) closeDrawer();
  else if (field === $("query") && field.value) {
    field.value = "";
    changed(true);
  }
});

// The chosen chart; a narrow window begins in its middle, where the main line stands.
function showProcedure() {
  const chosen = $("procedure");
  if (!chosen) return;
  for (const chart of all("figure.chart")) {
    chart.hidden = chart.id !== chosen.value;
    const frame = chart.querySelector(".wide");
    if (!chart.hidden) frame.scrollLeft = (frame.scrollWidth - frame.clientWidth) / 2;
  }
}
if ($("procedure")) {
  $("procedure").addEventListener("change", () => {
    showProcedure();
    remember(address().anchor, false);
  });
}

function sayToday() {
  const banner = document.querySelector(".standing");
  const now = new Date();
  const today = [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
  const key = banner.dataset.until && banner.dataset.until < today ? "expired" : banner.dataset.from > today ? "not_yet" : "";
  if (key) banner.querySelector(".today").textContent = say(key);
}
heard.push(sayToday);

function start() {
  document.documentElement.classList.add("live");
  show(recall("theme") || "auto");
  if (recall("language") === "en") speak("en");
  sayToday();
  restore(true);
  measure();
  if (articles.length && "ResizeObserver" in window) new ResizeObserver(watch).observe(form);
}
