// Filters and search work on what the page already holds; nothing is fetched and nothing is stored.
const $ = (id) => document.getElementById(id);
const all = (selector, root) => Array.from((root || document).querySelectorAll(selector));
const form = document.querySelector(".filters");
const selects = all("select", form);
const ticks = all('input[name="type"]', form);
const plain = (text) => text.toLowerCase().replace(/\s+/g, "");
const rows = all(".pairs tbody tr").map((node) => ({
  node,
  words: plain(node.textContent),
  type: node.dataset.type,
  substantive: "substantive" in node.dataset,
  // By the id of the select that asks for it.
  chapter: node.dataset.chapters.split(" "),
  kind: node.dataset.kinds.split(" "),
  flag: node.dataset.flags.split(" "),
}));

function apply() {
  const query = plain($("query").value);
  const types = new Set(ticks.filter((tick) => tick.checked).map((tick) => tick.value));
  const substantive = $("substantive").checked;
  const chosen = selects.filter((select) => select.value);
  let shown = 0;
  for (const row of rows) {
    const keep =
      types.has(row.type) &&
      (!substantive || row.substantive) &&
      chosen.every((select) => row[select.id].includes(select.value)) &&
      row.words.includes(query);
    row.node.hidden = !keep;
    shown += keep;
  }
  $("shown").textContent = `显示 ${shown}/${rows.length} 组`;
  $("clear").disabled = !query && !substantive && !chosen.length && types.size === ticks.length;
  document.querySelector(".nothing").hidden = shown > 0 || rows.length === 0;
  for (const button of all("button[data-only]")) {
    button.setAttribute("aria-pressed", String(types.size === 1 && types.has(button.dataset.only) && ticks.length > 1));
  }
  highlight($("query").value.trim());
}

// The words that were searched for, where the browser can mark them without touching the text.
function highlight(query) {
  if (!("highlights" in CSS)) return;
  CSS.highlights.delete("found");
  if (!query) return;
  const ranges = [];
  for (const row of rows) {
    if (!row.node.hidden) for (const line of all(".text p, li", row.node)) ranges.push(...find(line, query));
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
  $("query").value = "";
  $("substantive").checked = false;
  for (const select of selects) select.value = "";
  for (const tick of ticks) tick.checked = true;
  apply();
}

// A bar of the overview or a list of findings narrows the articles to its own.
function only(change) {
  reset();
  change();
  apply();
  $("pairs").scrollIntoView();
  $("pairs-title").focus({ preventScroll: true });
}

form.addEventListener("submit", (event) => event.preventDefault());
form.addEventListener("input", apply);
form.addEventListener("reset", (event) => {
  event.preventDefault();
  reset();
});
document.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  if ("reset" in button.dataset || button.getAttribute("aria-pressed") === "true") reset();
  else if ("only" in button.dataset)
    only(() => ticks.forEach((tick) => (tick.checked = tick.value === button.dataset.only)));
  else if ("flag" in button.dataset) only(() => ($("flag").value = button.dataset.flag));
});
document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, select, textarea");
  if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
    event.preventDefault();
    $("query").focus();
  }
});

// A link to what a filter hides clears the filter; one to a list opens it.
function reveal() {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!target) return;
  if (target.matches("details")) target.open = true;
  if (target.closest("[hidden]")) reset();
  target.scrollIntoView();
  // Rows get their height when they come into sight: what stood above may have moved the target on.
  requestAnimationFrame(() => requestAnimationFrame(() => target.scrollIntoView()));
}
window.addEventListener("hashchange", reveal);

// What is folded on the screen stands on the paper, but for what a list says too and the reasons of each pair.
const folded = [];
window.addEventListener("beforeprint", () => {
  const opened = all("details:not(.why, .flagged, [open])");
  for (const part of opened) part.open = true;
  folded.push(...opened);
});
window.addEventListener("afterprint", () => {
  for (const part of folded.splice(0)) part.open = false;
});
apply();
reveal();
