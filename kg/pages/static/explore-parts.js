// Pieces of the explorer that know nothing of its state: which links are shown, rows of the table, marks of the legend.
"use strict";

export function yearsOf(edge) { return edge.when ?? [null, null]; }

export function matches(edge, { year, least, source }) {
  const [first, last] = yearsOf(edge);
  if (year && ((first !== null && first > year) || (last !== null && last < year))) return false;
  const sure = Math.max(0, ...edge.cites.map((cite) => Number(cite.confidence)));
  if (edge.cites.length && sure < least) return false;
  const wanted = source.trim().toLowerCase();
  if (!wanted) return true;
  return edge.cites.some((cite) => [cite.source.name, cite.source.title, cite.source.publisher, ...cite.source.addresses].join(" ").toLowerCase().includes(wanted));
}

export function make(name, properties = {}, ...content) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...content);
  return made;
}

export function link(id, text) { return make("a", { href: `/doc/${encodeURI(id)}`, textContent: text }); }

function isWeb(address) {
  try { return ["http:", "https:"].includes(new URL(address).protocol); } catch { return false; }
}

function cited(cite) {
  const made = make("div", { className: "evidence" });
  if (cite.stated) made.append(make("span", { textContent: cite.stated, title: cite.quote }), " · ");
  else if (cite.quote) made.append(make("q", { textContent: cite.quote }), " ");
  const told = [cite.source.publisher, cite.source.published, ...cite.standing].filter(Boolean).join(", ");
  made.append(make("span", { className: "soft" }, link(cite.source.id, cite.source.name), told ? `, ${told}` : ""));
  for (const address of cite.source.addresses.filter(isWeb)) {
    made.append(" · ", make("a", { href: address, rel: "nofollow noopener", textContent: new URL(address).hostname }));
  }
  return made;
}

export function evidenceOf(edge, words) {
  const made = edge.cites.map(cited);
  if (edge.uncited) made.push(make("p", { className: "soft", textContent: words.more.replace("%n", edge.uncited) }));
  return made;
}

export function described(edge) {
  const what = make("span", { textContent: edge.label + (edge.printed ? ` (${edge.relationWord})` : "") });
  const facts = edge.facts.map(([name, value]) => `${name}: ${value}`).join("; ");
  return [what, make("div", { className: "soft", textContent: facts })];
}

export function tableRow(edge, nodes, words) {
  const name = (id) => nodes.get(id)?.name ?? id;
  const cell = (...content) => make("td", {}, ...content);
  const count = edge.cites.length + edge.uncited;
  const quotes = count ? [make("details", {}, make("summary", { textContent: count }), ...evidenceOf(edge, words))] : [];
  return make("tr", {}, cell(link(edge.from, name(edge.from))), cell(...described(edge)), cell(link(edge.to, name(edge.to))), cell(...quotes));
}

const POINTS = {
  diamond: "10,1 19,10 10,19 1,10", triangle: "10,2 19,17 1,17", triangleDown: "10,18 19,3 1,3",
  hexagon: "18,10 14,17 6,17 2,10 6,3 14,3", square: "3,3 17,3 17,17 3,17", box: "1,5 19,5 19,15 1,15",
  star: "10,1 12.6,7.2 19,7.5 14,11.8 15.6,18 10,14.4 4.4,18 6,11.8 1,7.5 7.4,7.2",
};

export function mark(shape, colour) {
  const space = "http://www.w3.org/2000/svg";
  const made = document.createElementNS(space, "svg");
  const drawn = document.createElementNS(space, POINTS[shape] ? "polygon" : "circle");
  made.setAttribute("viewBox", "0 0 20 20"); made.setAttribute("class", "mark"); made.setAttribute("aria-hidden", "true");
  const given = POINTS[shape] ? { points: POINTS[shape] } : { cx: 10, cy: 10, r: 8 };
  for (const [name, value] of Object.entries({ ...given, fill: colour })) drawn.setAttribute(name, value);
  made.append(drawn);
  return made;
}
