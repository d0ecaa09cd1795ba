// Filters and search work on what the page already holds; nothing is fetched and nothing is stored.
const $ = (id) => document.getElementById(id);
const all = (selector, root) => Array.from((root || document).querySelectorAll(selector));
const form = document.querySelector(".filters");
const plain = (text) => text.toLowerCase().replace(/\s+/g, "");

const articles = all("article").map((node) => ({
  node,
  words: plain(node.querySelector(".text").textContent),
  cards: all(".norm", node).map((card) => ({
    node: card,
    words: plain(card.textContent),
    bearers: JSON.parse(card.dataset.bearers),
    others: JSON.parse(card.dataset.others),
    modality: card.dataset.modality,
    force: card.dataset.force,
    timed: "timed" in card.dataset,
  })),
}));
const total = articles.reduce((sum, article) => sum + article.cards.length, 0);
const entries = new Map(all(".contents nav a").map((link) => [link.getAttribute("href").slice(1), link.parentNode]));

function wanted() {
  const ticks = all('input[name="modality"]', form);
  return {
    query: plain($("query").value),
    body: $("body").value,
    role: $("role").value,
    force: $("force").value,
    timed: $("timed").checked,
    modalities: new Set(ticks.filter((tick) => tick.checked).map((tick) => tick.value)),
    every: ticks.every((tick) => tick.checked),
  };
}

function carries(card, want) {
  const borne = want.role !== "other" && card.bearers.includes(want.body);
  const met = want.role !== "bearer" && card.others.includes(want.body);
  return (
    (!want.body || borne || met) &&
    want.modalities.has(card.modality) &&
    (!want.force || card.force === want.force) &&
    (!want.timed || card.timed)
  );
}

function apply() {
  const want = wanted();
  const narrowed = Boolean(want.body || want.force || want.timed || !want.every);
  let cards = 0;
  let shown = 0;
  for (const article of articles) {
    const inText = article.words.includes(want.query);
    let kept = 0;
    for (const card of article.cards) {
      const keep = carries(card, want) && (inText || card.words.includes(want.query));
      card.node.hidden = !keep;
      kept += keep;
    }
    const keep = kept > 0 || (inText && !narrowed);
    article.node.hidden = !keep;
    cards += kept;
    shown += keep;
  }
  for (const chapter of all(".chapter")) chapter.hidden = !chapter.querySelector("article:not([hidden])");
  const filtered = narrowed || want.query !== "";
  $("shown").textContent = `显示 ${shown}/${articles.length} 条，${cards}/${total} 项`;
  $("clear").disabled = !filtered;
  document.querySelector(".nothing").hidden = shown > 0 || articles.length === 0;
  for (const button of all("[data-pick]")) button.setAttribute("aria-pressed", String(button.dataset.pick === want.body));
  showChosen(want.body);
  highlight($("query").value.trim());
}

// The words that were searched for, where the browser can mark them without touching the text.
function highlight(query) {
  if (!("highlights" in CSS)) return;
  CSS.highlights.delete("found");
  if (!query) return;
  const ranges = [];
  for (const article of articles) {
    if (!article.node.hidden) for (const line of all(".text p, .act", article.node)) ranges.push(...find(line, query));
  }
  CSS.highlights.set("found", new Highlight(...ranges));
}

function find(line, query) {
  const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
  const nodes = [];
  let words = "";
  while (walker.nextNode()) {
    nodes.push({ node: walker.currentNode, start: words.length });
    words += walker.currentNode.data;
  }
  const place = (offset, end) => {
    const at = nodes.filter((one) => (end ? one.start < offset : one.start <= offset)).pop();
    return [at.node, offset - at.start];
  };
  const ranges = [];
  const haystack = words.toLowerCase();
  const needle = query.toLowerCase();
  // Lower case may change the length of a text (İ); then nothing is marked rather than the wrong words.
  if (haystack.length !== words.length) return ranges;
  for (let at = haystack.indexOf(needle); at >= 0; at = haystack.indexOf(needle, at + needle.length)) {
    const range = document.createRange();
    range.setStart(...place(at, false));
    range.setEnd(...place(at + needle.length, true));
    ranges.push(range);
  }
  return ranges;
}

function reset() {
  form.reset();
}

function pick(name) {
  const select = $("body");
  select.value = name;
  const bears = articles.some((article) => article.cards.some((card) => card.bearers.includes(name)));
  $("role").value = name && !bears ? "other" : "bearer";
  apply();
}

form.addEventListener("submit", (event) => event.preventDefault());
form.addEventListener("input", apply);
form.addEventListener("reset", (event) => {
  event.preventDefault();
  for (const field of all("input[type=search], select", form)) field.value = field.options ? field.options[0].value : "";
  for (const tick of all('input[name="modality"]', form)) tick.checked = true;
  $("timed").checked = false;
  apply();
});
document.addEventListener("choose", (event) => pick(event.detail));
document.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  if ("pick" in button.dataset) {
    const inOverview = button.closest(".shares");
    pick(button.getAttribute("aria-pressed") === "true" ? "" : button.dataset.pick);
    if (inOverview) $("articles").scrollIntoView();
  }
  if ("reset" in button.dataset) reset();
  if ("fold" in button.dataset) {
    for (const part of all(".contents nav details")) part.open = button.dataset.fold === "open";
  }
});

// A link to what a filter hides clears the filter.
function reveal() {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!target || !target.closest("[hidden]")) return;
  reset();
  target.scrollIntoView();
}
window.addEventListener("hashchange", reveal);

// The contents: search, and where the reader is.
$("find-article").addEventListener("input", (event) => {
  const query = plain(event.target.value);
  for (const item of entries.values()) item.hidden = !plain(item.textContent).includes(query);
  for (const part of all(".contents nav details")) {
    part.hidden = !part.querySelector("li:not([hidden])");
    if (query) part.open = true;
  }
});
if ("IntersectionObserver" in window) {
  const seen = new Set();
  const watcher = new IntersectionObserver((changes) => {
    for (const change of changes) seen[change.isIntersecting ? "add" : "delete"](change.target.id);
    const here = articles.find((article) => seen.has(article.node.id));
    for (const [id, item] of entries) {
      if (!here || id !== here.node.id) item.firstChild.removeAttribute("aria-current");
      else if (!item.firstChild.hasAttribute("aria-current")) {
        item.firstChild.setAttribute("aria-current", "location");
        follow(item);
      }
    }
  }, { rootMargin: "-160px 0px -60% 0px" });
  for (const article of articles) watcher.observe(article.node);
}

function follow(item) {
  const contents = document.querySelector(".contents");
  const [frame, place] = [contents.getBoundingClientRect(), item.getBoundingClientRect()];
  if (place.top < frame.top || place.bottom > frame.bottom) contents.scrollTop += place.top - frame.top - frame.height / 3;
}

// A duty and its words in the text light up together.
const spoken = new Map();
for (const piece of all("[data-norms]")) {
  for (const id of piece.dataset.norms.split(" ")) spoken.set(id, (spoken.get(id) || []).concat(piece));
}
function light(id, on) {
  for (const piece of spoken.get(id) || []) piece.classList.toggle("lit", on);
}
for (const article of articles) {
  for (const card of article.cards) {
    const id = card.node.dataset.norm;
    card.node.addEventListener("mouseenter", () => light(id, true));
    card.node.addEventListener("mouseleave", () => light(id, false));
    card.node.addEventListener("focusin", () => light(id, true));
    card.node.addEventListener("focusout", () => light(id, false));
  }
}

document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, select, textarea");
  if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey) {
    event.preventDefault();
    $("query").focus();
  }
  if (event.key === "Escape" && typing === $("query")) {
    $("query").value = "";
    apply();
  }
});

// Beside a long column of duties the text stays in view, if the window can hold it.
function keepInView() {
  const room = window.innerHeight - 150;
  const texts = all("article > .text");
  // All heights before the first change, or every change would make the browser measure anew.
  const heights = texts.map((text) => text.offsetHeight);
  texts.forEach((text, index) => text.classList.toggle("stays", heights[index] < room));
}
window.addEventListener("resize", keepInView);

// Narrow screens begin with the contents closed.
if (window.matchMedia("(max-width: 860px)").matches) document.querySelector(".contents > details").open = false;
keepInView();
apply();
reveal();
