// Filters and search work on what the page already holds; nothing is fetched. What is chosen stands in the address
// behind the anchor (#art-43?body=…), so that it can be sent and the back button undoes it.
const form = $("filters");
const plain = (text) => text.toLowerCase().replace(/\s+/g, "");

const articles = all("#reading article").map((node) => ({
  node,
  chapter: node.parentNode.id,
  words: plain(node.querySelector(".text").textContent),
  cards: all(".norm", node).map((card) => ({
    node: card,
    words: plain(card.textContent),
    bearers: JSON.parse(card.dataset.bearers),
    others: JSON.parse(card.dataset.others),
    modality: card.dataset.modality,
    force: card.dataset.force,
    timed: "timed" in card.dataset,
    doubtful: "doubtful" in card.dataset,
    kept: true,
  })),
}));
const cards = [].concat(...articles.map((article) => article.cards));
const ticks = all('input[name="modality"]', form);
const CHOICES = ["body", "role", "force", "chapter"].filter((id) => $(id));
const FLAGS = ["timed", "doubtful"];
let view = "articles";

// --- what is chosen, and the address -------------------------------------------------------------------------------

function wanted() {
  const chapter = $("chapter");
  return {
    query: plain($("query").value),
    body: $("body").value,
    role: $("role").value,
    force: $("force").value,
    chapter: chapter ? chapter.value : "",
    timed: $("timed").checked,
    doubtful: $("doubtful").checked,
    modalities: new Set(ticks.filter((tick) => tick.checked).map((tick) => tick.value)),
    every: ticks.every((tick) => tick.checked),
  };
}

function parameters() {
  const said = new URLSearchParams();
  if ($("query").value.trim()) said.set("q", $("query").value.trim());
  for (const id of CHOICES) if ($(id).selectedIndex > 0) said.set(id, $(id).value);
  if (!ticks.every((tick) => tick.checked)) said.set("m", ticks.filter((tick) => tick.checked).map((tick) => tick.value).join(","));
  for (const id of FLAGS) if ($(id).checked) said.set(id, "1");
  if ($("procedure") && $("procedure").selectedIndex > 0) said.set("chart", $("procedure").value);
  if (view !== "articles") said.set("view", view);
  if (view === "table" && sorting.column) said.set("sort", (sorting.down ? "-" : "") + sorting.column);
  if (language !== "zh") said.set("lang", language);
  return said.toString();
}

function address() {
  const raw = location.hash.slice(1);
  const cut = raw.indexOf("?");
  const name = cut < 0 ? raw : raw.slice(0, cut);
  let anchor = name;
  try {
    anchor = decodeURIComponent(name);
  } catch (broken) {
    // A broken escape names no place.
  }
  return { anchor, said: new URLSearchParams(cut < 0 ? "" : raw.slice(cut + 1)) };
}

let seen = location.hash;
let typing = false;
// Every choice is a step of the history; letters typed one after another are one step.
function remember(anchor, typed) {
  const said = parameters();
  const next = `#${anchor}${said ? `?${said}` : ""}`;
  if (next === (location.hash || "#")) return;
  history[typed && typing ? "replaceState" : "pushState"](null, "", next);
  typing = Boolean(typed);
  seen = location.hash;
}

function choices(said) {
  $("query").value = said.get("q") || "";
  for (const id of CHOICES) {
    const field = $(id);
    field.selectedIndex = 0;
    if (said.has(id)) field.value = said.get(id);
    if (field.selectedIndex < 0) field.selectedIndex = 0;
  }
  const kinds = said.has("m") ? said.get("m").split(",") : null;
  for (const tick of ticks) tick.checked = !kinds || kinds.includes(tick.value);
  for (const id of FLAGS) $(id).checked = said.get(id) === "1";
  const sort = said.get("sort") || "";
  sorting.column = sort.replace("-", "");
  sorting.down = sort.startsWith("-");
  view = said.get("view") === "table" ? "table" : "articles";
}

function restore(first) {
  const { anchor, said } = address();
  choices(said);
  if ($("procedure")) {
    $("procedure").value = said.get("chart") || "";
    if ($("procedure").selectedIndex < 0) $("procedure").selectedIndex = 0;
    showProcedure();
  }
  if (said.has("lang") || !first) speak(said.get("lang") || (first ? language : "zh"));
  apply();
  const target = anchor && $(anchor);
  point(target);
  if (target && (said.toString() || target.closest("[hidden], details:not([open])") || first)) arrive(target, first);
}

function arrived() {
  if (location.hash === seen) return;
  seen = location.hash;
  typing = false;
  restore(false);
}

// --- filters -------------------------------------------------------------------------------------------------------

function carries(card, want) {
  const borne = want.role !== "other" && card.bearers.includes(want.body);
  const met = want.role !== "bearer" && card.others.includes(want.body);
  return (
    (!want.body || borne || met) &&
    want.modalities.has(card.modality) &&
    (!want.force || card.force === want.force) &&
    (!want.timed || card.timed) &&
    (!want.doubtful || card.doubtful)
  );
}

let counted = [0, 0];
function apply() {
  const want = wanted();
  const narrowed = Boolean(want.body || want.force || want.timed || want.doubtful || !want.every);
  counted = [0, 0];
  for (const article of articles) {
    const here = !want.chapter || article.chapter === want.chapter;
    const inText = article.words.includes(want.query);
    let kept = 0;
    for (const card of article.cards) {
      card.kept = here && carries(card, want) && (inText || card.words.includes(want.query));
      card.node.hidden = !card.kept;
      kept += card.kept;
    }
    const keeps = kept > 0 || (here && inText && !narrowed);
    article.node.hidden = !keeps;
    counted = [counted[0] + keeps, counted[1] + kept];
  }
  for (const chapter of all(".chapter")) chapter.hidden = !chapter.querySelector("article:not([hidden])");
  $("clear").disabled = !(narrowed || want.query || want.chapter);
  document.querySelector(".nothing").hidden = (view === "table" ? counted[1] : counted[0]) > 0 || articles.length === 0;
  for (const button of all("[data-pick]")) button.setAttribute("aria-pressed", String(Boolean(want.body) && button.dataset.pick === want.body));
  if (typeof showChosen === "function") showChosen(want.body);
  showView();
  count();
  highlight($("query").value.trim());
}

function count() {
  $("shown").textContent = say("shown", { a: counted[0], b: articles.length, c: counted[1], d: cards.length });
  const chosen = document.querySelector(".picked");
  if (!chosen) return;
  const name = $("body").value;
  chosen.querySelector("output").textContent = name ? say("chosen", { name, count: counted[1] }) : "";
  for (const way of all("a, button", chosen)) way.hidden = !name;
}
heard.push(count);

function showView() {
  const table = view === "table";
  $("ledger").hidden = !table;
  $("reading").hidden = table;
  document.querySelector(".export").hidden = !table;
  document.querySelector(".tools .legend").hidden = table;
  for (const button of all("[data-view]")) button.setAttribute("aria-pressed", String(button.dataset.view === view));
  if (table) fill();
}

function choose_body(name) {
  $("body").value = name;
  const bears = cards.some((card) => card.bearers.includes(name));
  $("role").value = name && !bears ? "other" : "bearer";
  changed();
}

function changed(typed) {
  staying(apply);
  remember(address().anchor, typed);
}

function clear() {
  const kept = view;
  choices(new URLSearchParams());
  view = kept;
}

function point(target) {
  all(".here").forEach((node) => node.classList.remove("here"));
  if (target) (target.closest(".text p") || target).classList.add("here");
}

// Opens what hides a place and goes there; only a filter that hides it is given up.
function arrive(target, first) {
  if ($("reading").hidden && $("reading").contains(target)) view = "articles";
  showView();
  for (let folded = target.closest("details:not([open])"); folded; folded = folded.parentNode.closest("details:not([open])")) folded.open = true;
  if (target.closest("article[hidden], .norm[hidden], .chapter[hidden]")) {
    clear();
    apply();
  }
  if (!first) remember(target.id);
  point(target);
  measure();
  target.scrollIntoView();
}

// What is gone to stands below the bar of filters, which takes as many rows as the window and the language leave it.
function measure() {
  if (form.offsetHeight) document.documentElement.style.setProperty("--bar", `${Math.ceil(form.getBoundingClientRect().height)}px`);
}

form.addEventListener("submit", (event) => event.preventDefault());
form.addEventListener("input", (event) => changed(event.target === $("query")));
form.addEventListener("reset", (event) => {
  event.preventDefault();
  clear();
  changed();
});
document.addEventListener("choose", (event) => choose_body(event.detail));
window.addEventListener("popstate", arrived);
window.addEventListener("hashchange", arrived);
