// Language and appearance. The page is written in Chinese; what the switch changes knows its words:
// data-w and data-v for words (key, values) of the dictionary, data-en for others, data-w-title … for attributes.
const $ = (id) => document.getElementById(id);
const all = (selector, root) => Array.from((root || document).querySelectorAll(selector));
const words = JSON.parse($("words").textContent);
const ATTRIBUTES = ["aria-label", "placeholder", "title", "label"];
const OWN = ["aria-label", "tip", "title"];
let language = "zh";
const heard = []; // what is to be said again in another language

function say(key, values) {
  const [zh, en] = words[key];
  const given = values || {};
  return (language === "en" ? en : zh).replace(/\{(\w+)\}/g, (whole, name) => {
    const value = given[name];
    return Array.isArray(value) ? value[language === "en" ? 1 : 0] : name in given ? value : whole;
  });
}

function valuesOf(node) {
  return node.dataset.v ? JSON.parse(node.dataset.v) : {};
}

// The Chinese of what is not in the dictionary is kept when it is first replaced.
function swap(node, name, english, read, write) {
  const kept = `zh-${name}`;
  if (!node.hasAttribute(`data-${kept}`)) node.setAttribute(`data-${kept}`, read());
  write(node.getAttribute(language === "en" ? english : `data-${kept}`));
}

function translate(root) {
  for (const node of all("[data-w]", root)) node.textContent = say(node.dataset.w, valuesOf(node));
  for (const node of all("[data-en]", root)) {
    swap(node, "text", "data-en", () => node.textContent, (value) => { node.textContent = value; });
  }
  for (const name of ATTRIBUTES) {
    for (const node of all(`[data-w-${name}]`, root)) {
      node.setAttribute(name, say(node.getAttribute(`data-w-${name}`), valuesOf(node)));
    }
  }
  for (const name of OWN) {
    const real = name === "tip" ? "data-tip" : name;
    for (const node of all(`[data-en-${name}]`, root)) {
      swap(node, name, `data-en-${name}`, () => node.getAttribute(real), (value) => node.setAttribute(real, value));
    }
  }
}

function speak(wanted) {
  const next = wanted === "en" ? "en" : "zh";
  if (next === language) return;
  language = next;
  document.documentElement.lang = language === "en" ? "en" : "zh-CN";
  translate(document);
  for (const button of all("[data-language]")) button.setAttribute("aria-pressed", String(button.dataset.language === language));
  for (const again of heard) again();
}

// A page that lies on the disk may have no storage; then a choice lasts as long as the page.
function recall(name) {
  try {
    return localStorage.getItem(`zhize-${name}`);
  } catch (refused) {
    return null;
  }
}
function keep(name, value) {
  try {
    localStorage.setItem(`zhize-${name}`, value);
  } catch (refused) {
    // Nothing is lost but the memory.
  }
}

// The styles ask what the system prefers; a choice of one's own answers for it.
const ANSWERS = { auto: "(prefers-color-scheme: dark)", dark: "(min-width: 0px)", light: "(max-width: 0px)" };
const asking = [].concat(...Array.from(document.styleSheets, (sheet) => Array.from(sheet.cssRules)))
  .filter((rule) => rule.media && rule.media.mediaText.includes(ANSWERS.auto))
  .map((rule) => ({ rule, asked: rule.media.mediaText }));
function show(theme) {
  const chosen = theme in ANSWERS ? theme : "auto";
  for (const { rule, asked } of asking) rule.media.mediaText = asked.replace(ANSWERS.auto, ANSWERS[chosen]);
  $("theme").value = chosen;
}

let quiet = 0;
function announce(text) {
  const toast = document.querySelector(".toast");
  toast.textContent = text;
  toast.classList.add("seen");
  clearTimeout(quiet);
  quiet = setTimeout(() => toast.classList.remove("seen"), 2600);
}
