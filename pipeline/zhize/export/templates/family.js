// Filters and search work on what the page already holds; nothing is fetched and nothing is stored.
const $ = (id) => document.getElementById(id);
const all = (selector, root) => Array.from((root || document).querySelectorAll(selector));
const form = document.querySelector(".filters");
const table = document.querySelector("table.rows");
const plain = (text) => text.toLowerCase().replace(/\s+/g, "");
const ticked = (name) => new Set(all(`input[name="${name}"]`, form).filter((tick) => tick.checked).map((tick) => tick.value));
const first = ticked("text");

// What a text lacks stands in the page as well and is no part of it.
function words(cell) {
  const copy = cell.cloneNode(true);
  for (const gone of all("del", copy)) gone.remove();
  return plain(copy.textContent);
}
const rows = all("tbody tr", table).map((node) => ({
  node,
  cells: all("td:not(.none)", node).map((cell) => ({ text: cell.dataset.text, words: words(cell) })),
  kind: node.dataset.kind,
  whole: "whole" in node.dataset,
}));

function columns(texts) {
  for (const tick of all('input[name="text"]', form)) table.classList.toggle(`without-${tick.value}`, !texts.has(tick.value));
  table.style.setProperty("--columns", String(texts.size));
}

function apply() {
  const query = plain($("query").value);
  const kinds = ticked("kind");
  const texts = ticked("text");
  const whole = $("whole").checked;
  const gone = $("gone").checked;
  columns(texts);
  table.classList.toggle("with-gone", gone);
  document.body.classList.toggle("with-gone", gone);
  let shown = 0;
  for (const row of rows) {
    const found = row.cells.some((cell) => texts.has(cell.text) && cell.words.includes(query));
    const keep = kinds.has(row.kind) && (!whole || row.whole) && found;
    row.node.hidden = !keep;
    shown += keep;
  }
  const unfiltered = kinds.size === all('input[name="kind"]', form).length && texts.size === first.size;
  $("shown").textContent = `显示 ${shown}/${rows.length} 行`;
  $("clear").disabled = !query && !whole && !gone && unfiltered && [...first].every((text) => texts.has(text));
  document.querySelector(".nothing").hidden = shown > 0 || rows.length === 0;
}

function reset() {
  $("query").value = "";
  $("whole").checked = false;
  $("gone").checked = false;
  for (const tick of all('input[name="kind"]', form)) tick.checked = true;
  for (const tick of all('input[name="text"]', form)) tick.checked = first.has(tick.value);
  apply();
}

form.addEventListener("submit", (event) => event.preventDefault());
form.addEventListener("input", apply);
form.addEventListener("reset", (event) => {
  event.preventDefault();
  reset();
});
document.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (button && "reset" in button.dataset) reset();
});
document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, select, textarea");
  if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey) {
    event.preventDefault();
    $("query").focus();
  }
});

// A link to what a filter hides clears the filter, and shows the texts that the row stands in.
function reveal() {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!target || !target.closest("[hidden]")) return;
  reset();
  const row = rows.find((each) => each.node === target);
  if (row && target.hidden) {
    for (const tick of all('input[name="text"]', form)) tick.checked ||= row.cells.some((cell) => cell.text === tick.value);
    apply();
  }
  target.scrollIntoView();
}
window.addEventListener("hashchange", reveal);
apply();
reveal();
