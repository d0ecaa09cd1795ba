// The pictures keep the words of the text. In English a key beside them says what lines, outlines and rows mean, and
// what a line or a body tells begins in English.
function english(family, text) {
  const key = Object.keys(words).find((each) => each.startsWith(`${family}.`) && words[each][0] === text);
  return key ? words[key][1].replace(/^./, (first) => first.toUpperCase()) : "";
}

// A sample of the picture's own legend, with its word in English: the drawing is copied, so it cannot differ.
function sample(group) {
  const word = group.querySelector("text").textContent;
  const said = english("relation", word) || english("actor", word) || (word === words.drawn_part[0] ? words.drawn_part[1] : "");
  const entry = document.createElement("li");
  const frame = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  for (const [name, value] of [["viewBox", "0 -10 44 20"], ["width", "44"], ["height", "20"], ["class", "duties"], ["aria-hidden", "true"]]) {
    frame.setAttribute(name, value);
  }
  frame.append(...Array.from(group.children).filter((part) => part.localName !== "text").map((part) => part.cloneNode(true)));
  const chinese = document.createElement("small");
  chinese.lang = "zh-CN";
  chinese.textContent = word;
  entry.append(frame, said || word, ...(said ? [" ", chinese] : []));
  return entry;
}

function paragraph(text) {
  const node = document.createElement("p");
  node.textContent = text;
  return node;
}

// The key stands for the picture's own legend, so the picture ends above that.
const whole = picture ? picture.getAttribute("viewBox") : "";
const legendTop = picture ? Number((/ ([\d.]+)\)/.exec((picture.querySelector("g.legend > g") || picture).getAttribute("transform")) || [])[1]) : NaN;
function crop() {
  const [left, top, wide, high] = whole.split(" ");
  const shown = language === "en" && legendTop ? legendTop - 18 : high;
  picture.setAttribute("viewBox", `${left} ${top} ${wide} ${shown}`);
  picture.setAttribute("height", shown); // the page takes the proportions from it
}

function showKeys() {
  if (picture) crop();
  for (const place of all(".drawn")) {
    place.hidden = language !== "en";
    place.replaceChildren();
    if (place.hidden) continue;
    if (place.dataset.of === "procedure") {
      place.append(say("drawn_steps"));
      continue;
    }
    const list = document.createElement("ul");
    list.append(...all("g.legend > g", picture).map(sample));
    place.append(list, paragraph(say("drawn_rows")), paragraph(say("drawn_lines")));
  }
}
heard.push(showKeys);

// 县司法局 —报告→ 县政府：1项, 县政府办公室（机构），属县政府：承担规范14项
const TIE = /^(.*) —(.+)→ (.*)：(\d+)项$/s;
const BODY = /^(.*)（([^（）]+)）(?:，属(.*))?：承担规范(\d+)项$/s;
function inEnglish(text) {
  const tie = TIE.exec(text);
  if (tie) return `${tie[1]} —${english("relation", tie[2]).toLowerCase() || tie[2]}→ ${tie[3]}: ${tie[4]}`;
  const body = BODY.exec(text);
  if (!body) return text;
  const kind = english("actor", body[2]).toLowerCase();
  return say("drawn_body", { name: body[1] + (kind ? ` (${kind})` : "") + (body[3] ? ` ⊂ ${body[3]}` : ""), count: body[4] });
}

const drawnWords = drawing ? new Map(Array.from(drawing.words, ([thing, told]) => [thing, told[0]])) : new Map();
function nameDrawn() {
  for (const [thing, chinese] of drawnWords) {
    const told = drawing.words.get(thing);
    told[0] = language === "en" ? inEnglish(chinese) : chinese;
    thing.setAttribute("aria-label", told.join("\n"));
  }
  if (!drawing) return;
  drawing.untold = (count) => say("drawn_untold", { count });
}
heard.push(nameDrawn);
