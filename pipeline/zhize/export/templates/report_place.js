// Where the reader is. The place is kept when the window changes its width and when a filter changes what stands above.
function landing() {
  const root = parseFloat(getComputedStyle(document.documentElement).scrollPaddingTop) || 0;
  return root + (articles.length ? parseFloat(getComputedStyle(articles[0].node).scrollMarginTop) : 0) + 1;
}

function last(nodes, line) {
  return nodes.filter((node) => node.getClientRects().length && node.getBoundingClientRect().top <= line).pop();
}

// The section, article, paragraph or duty that stands at the line where a link lands.
function place() {
  const line = landing() + 20;
  const outer = last(all("main > section, #reading article, .ledger tbody tr"), line);
  if (!outer) return null;
  const node = outer.matches("article") ? last(all(".text p", outer), line) || outer : outer;
  return { node, article: outer.closest("article, tr"), below: node.getBoundingClientRect().top - landing() };
}

function stay(kept) {
  window.scrollBy({ top: kept.node.getBoundingClientRect().top - landing() - kept.below, behavior: "instant" });
}

// What a reader of articles had before the eyes stays there; where a filter takes it away, the results begin anew.
function staying(change) {
  const kept = place();
  change();
  if (!kept || !kept.article) return;
  if (kept.node.getClientRects().length) stay(kept);
  else if ($("articles").getBoundingClientRect().top < 0) $("articles").scrollIntoView({ behavior: "instant" });
}

let kept = null;
let width = window.innerWidth;
let settled = 0;
window.addEventListener("scroll", () => {
  clearTimeout(settled);
  settled = setTimeout(() => {
    if (window.innerWidth === width) kept = place();
  }, 120);
}, { passive: true });
window.addEventListener("resize", () => {
  if (window.innerWidth === width) return;
  width = window.innerWidth;
  clearTimeout(settled);
  measure();
  if (kept && kept.node.getClientRects().length) stay(kept);
});
