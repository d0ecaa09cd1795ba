// Filters and search work on what the page already holds; nothing is fetched and nothing is stored.
const $ = (id) => document.getElementById(id);
const all = (selector, root) => Array.from((root || document).querySelectorAll(selector));
const form = document.querySelector(".filters");
const plain = (text) => text.toLowerCase().replace(/\s+/g, "");
const rows = all(".pairs tbody tr").map((node) => ({
  node,
  words: plain(node.textContent),
  type: node.dataset.type,
  demands: "demands" in node.dataset,
}));

function apply() {
  const query = plain($("query").value);
  const ticks = all('input[name="type"]', form);
  const types = new Set(ticks.filter((tick) => tick.checked).map((tick) => tick.value));
  const demands = $("demands").checked;
  let shown = 0;
  for (const row of rows) {
    const keep = types.has(row.type) && (!demands || row.demands) && row.words.includes(query);
    row.node.hidden = !keep;
    shown += keep;
  }
  $("shown").textContent = `显示 ${shown}/${rows.length} 组`;
  $("clear").disabled = !query && !demands && types.size === ticks.length;
  document.querySelector(".nothing").hidden = shown > 0 || rows.length === 0;
}

function reset() {
  $("query").value = "";
  $("demands").checked = false;
  for (const tick of all('input[name="type"]', form)) tick.checked = true;
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

// A link to what a filter hides clears the filter.
function reveal() {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!target || !target.closest("[hidden]")) return;
  reset();
  target.scrollIntoView();
}
window.addEventListener("hashchange", reveal);
apply();
reveal();
