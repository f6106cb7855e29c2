// The editor of others speaks English only and has no way to be told other words: they are put in as it writes its own.
"use strict";

const TOLD = ["title", "aria-label", "placeholder"];
const NOT_OURS = ".CodeMirror-code, .CodeMirror-hints, tbody, textarea, style, pre"; // queries and results stay as they are

// A function from the editor's words to the reader's: %1, %2 stand for what changes.
function translator(words) {
  const whole = new Map(), parts = [];
  for (const [from, to] of Object.entries(words)) {
    if (!from.includes("%1")) { whole.set(from, to); continue; }
    const pattern = from.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replace(/%\d/g, "(.+?)");
    parts.push([new RegExp(`^${pattern}$`), to]);
  }
  return (text) => {
    if (whole.has(text)) return whole.get(text);
    for (const [pattern, to] of parts) {
      const found = pattern.exec(text);
      if (found) return to.replace(/%(\d)/g, (_, number) => whole.get(found[number]) ?? found[number]);
    }
    return text;
  };
}

export function speak(place, words) {
  const said = new Set(Object.values(words)), translated = translator(words);
  const put = (text, set) => {
    const own = text.trim();
    if (!own || said.has(own)) return;
    const ours = translated(own);
    if (ours !== own) set(text.replace(own, () => ours));
  };
  const visit = (node) => {
    const element = node.nodeType === Node.TEXT_NODE ? node.parentElement : node;
    if (!element?.closest || element.closest(NOT_OURS)) return;
    if (node.nodeType === Node.TEXT_NODE) return put(node.data, (text) => { node.data = text; });
    for (const name of TOLD) if (node.hasAttribute(name)) put(node.getAttribute(name), (text) => node.setAttribute(name, text));
    for (const child of node.childNodes) visit(child);
  };
  new MutationObserver((changes) => {
    for (const change of changes) {
      if (change.type === "childList") change.addedNodes.forEach(visit);
      else visit(change.target);
    }
  }).observe(place, { subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: TOLD });
  visit(place);
}
