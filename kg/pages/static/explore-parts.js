// Pieces of the explorer that know nothing of its state.
"use strict";

export function yearsOf(edge) { return edge.when ?? [null, null]; }

export function matches(edge, { year, least, source }) {
  const [first, last] = yearsOf(edge);
  if (year && ((first !== null && first > year) || (last !== null && last < year))) return false;
  const sure = Math.max(0, ...edge.cites.map((cite) => Number(cite.confidence)));
  if (edge.cites.length && sure < least) return false;
  const wanted = source.trim().toLowerCase();
  if (!wanted) return true;
  return edge.cites.some((cite) => [cite.source.title, cite.source.publisher, ...cite.source.addresses].join(" ").toLowerCase().includes(wanted));
}

function cell(...content) { const made = document.createElement("td"); made.append(...content); return made; }

function link(id, text) {
  const made = document.createElement("a");
  made.href = `/doc/${encodeURI(id)}`; made.textContent = text;
  return made;
}

function isWeb(address) {
  try { return ["http:", "https:"].includes(new URL(address).protocol); } catch { return false; }
}

function cited(cite) {
  const made = document.createElement("div");
  if (cite.quote) { const words = document.createElement("q"); words.textContent = cite.quote; made.append(words, " "); }
  const from = document.createElement("span");
  from.className = "soft";
  from.textContent = [cite.source.title, cite.source.publisher, cite.source.published, ...cite.standing].filter(Boolean).join(", ");
  made.append(from);
  for (const address of cite.source.addresses.filter(isWeb)) {
    const page = document.createElement("a");
    page.href = address; page.rel = "nofollow noopener"; page.textContent = new URL(address).hostname;
    made.append(" · ", page);
  }
  return made;
}

export function tableRow(edge, nodes) {
  const row = document.createElement("tr");
  const name = (id) => nodes.get(id)?.name ?? id;
  const facts = edge.facts.map(([what, value]) => `${what}: ${value}`).join("; ");
  const what = document.createElement("span");
  what.textContent = edge.label + (edge.printed ? ` (${edge.relationWord})` : "");
  const more = document.createElement("div");
  more.className = "soft"; more.textContent = facts;
  row.append(cell(link(edge.from, name(edge.from))), cell(what, more), cell(link(edge.to, name(edge.to))), cell(...edge.cites.map(cited)));
  return row;
}

function escaped(text) { return text.replace(/[&<>"']/g, (mark) => `&#${mark.charCodeAt(0)};`); }

export function svgOf(picture) {
  const room = picture.elements().boundingBox();
  const pad = 30;
  const lines = picture.edges().map((edge) => {
    const from = edge.source().position(), to = edge.target().position();
    return `<line x1="${from.x}" y1="${from.y}" x2="${to.x}" y2="${to.y}" stroke="${escaped(edge.data("colour"))}" stroke-width="1.5"><title>${escaped(edge.data("label"))}</title></line>`;
  });
  const dots = picture.nodes().map((node) => {
    const { x, y } = node.position();
    return `<circle cx="${x}" cy="${y}" r="13" fill="${escaped(node.data("colour"))}"/><text x="${x}" y="${y + 28}" text-anchor="middle" font-size="11" font-family="sans-serif">${escaped(node.data("label"))}</text>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${room.x1 - pad} ${room.y1 - pad} ${room.w + 2 * pad} ${room.h + 2 * pad}">${lines.join("")}${dots.join("")}</svg>`;
}
