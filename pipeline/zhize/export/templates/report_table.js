// The duties as a table. Its cells are copies of what the cards hold, made when the table is first shown.
const KINDS = ["obligation", "prohibition", "permission", "constitutive"];
const PARTS = {
  place: ".basis a", body: ".bearers", modality: ".chip", act: ".act", to: ".to dd", if: ".if dd", but: ".but dd",
  when: ".when dd", force: ".basis > span", note: ".note",
};
const sorting = { column: "", down: false };
let rows = null;

function copy(part) {
  const cell = document.createElement("td");
  for (const node of part.childNodes) cell.append(node.cloneNode(true));
  return cell;
}

function rowOf(card, index) {
  const row = document.createElement("tr");
  row.dataset.modality = card.modality;
  row.dataset.force = card.force;
  for (const [column, selector] of Object.entries(PARTS)) {
    const parts = all(selector, card.node);
    const cell = parts.length === 1 ? copy(parts[0]) : document.createElement("td");
    // How a bearer was found and what is in doubt are two notes.
    if (parts.length > 1) parts.forEach((part, number) => cell.append(number ? "；" : "", ...copy(part).childNodes));
    cell.dataset.column = column;
    if (column === "modality") cell.className = `chip ${card.modality}`;
    if (column === "place") {
      const link = document.createElement("a");
      link.href = `#${card.node.id}`;
      link.append(...cell.childNodes);
      cell.append(link);
    }
    row.append(cell);
  }
  return { card, row, index, cells: new Map(Array.from(row.cells, (cell) => [cell.dataset.column, cell])) };
}

function valueOf(line, column) {
  if (column === "modality") return String(KINDS.indexOf(line.card.modality));
  if (column === "place") return "";
  return line.cells.get(column).textContent.trim();
}

const collator = new Intl.Collator("zh-CN", { numeric: true });
function fill() {
  const body = document.querySelector(".ledger tbody");
  if (!rows) rows = cards.map(rowOf);
  const sign = sorting.down ? -1 : 1;
  const keyed = rows.map((line) => ({ line, value: sorting.column ? valueOf(line, sorting.column) : "" }));
  // Empty cells stand last, whichever way the others go.
  keyed.sort((one, other) =>
    (one.value === "") - (other.value === "") ||
    sign * (collator.compare(one.value, other.value) || 0) ||
    (sorting.column === "place" ? sign : 1) * (one.line.index - other.line.index));
  rows = keyed.map((one) => one.line);
  const order = rows.filter((line) => line.card.kept).map((line) => line.row);
  body.replaceChildren(...order);
  for (const head of all(".ledger th")) {
    const here = head.dataset.column === sorting.column;
    head.setAttribute("aria-sort", here ? (sorting.down ? "descending" : "ascending") : "none");
  }
  if (language !== "zh") translate(body);
}

function sortBy(column) {
  if (sorting.column !== column) Object.assign(sorting, { column, down: false });
  else if (!sorting.down) sorting.down = true;
  else Object.assign(sorting, { column: "", down: false });
  changed();
}

// A spreadsheet takes what begins so for a formula; a ' before it makes it text.
function quoted(text) {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
}

function csv() {
  const heads = all(".ledger th button").map((head) => head.textContent);
  const shown = rows.filter((line) => line.card.kept);
  const lines = shown.map((line) => Array.from(line.row.cells, (cell) => quoted(cell.textContent.trim())));
  return { text: `\ufeff${[heads, ...lines].map((line) => line.join(",")).join("\r\n")}\r\n`, count: shown.length };
}

function save() {
  const { text, count: saved } = csv();
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "text/csv;charset=utf-8" }));
  link.download = `${document.querySelector("h1").textContent.replace(/[\\/:*?"<>|\s]+/g, "_").slice(0, 60)}-${say("articles")}.csv`;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  announce(say("exported", { count: saved }));
}
