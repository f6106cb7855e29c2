// The whole network: sigma over places computed by the server; list and picture are filtered alike.
"use strict";
import { link, make } from "/static/explore-parts.js";

const byId = (id) => document.getElementById(id);
const box = byId("whole");
const words = box.dataset;
const LISTED = 100;
const state = { kind: byId("kind").value, year: Number(byId("year").value) || null, chosen: null, hovered: null };
let net = null, graph = null, renderer = null;

function hasWebGL() {
  try { return Boolean(document.createElement("canvas").getContext("webgl2")); } catch { return false; }
}

function lit(colour) {
  if (!matchMedia("(prefers-color-scheme: dark)").matches) return colour;
  const parts = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
  return `#${parts.map((part) => Math.round(part * 0.6 + 102).toString(16).padStart(2, "0")).join("")}`;
}

function holds(first, last) {
  return !state.year || ((first === null || first <= state.year) && (last === null || last >= state.year));
}

// Which nodes and pairs are shown; the same rule as the server's.
function shown() {
  const fits = net.nodes.map((node) => !state.kind || net.kinds[node[2]].id === state.kind);
  const held = net.pairs.map(([, , first, last]) => holds(first, last));
  const linked = new Set(net.pairs.flatMap(([one, two], at) => (held[at] ? [one, two] : [])));
  const nodes = fits.map((fit, at) => fit && (!state.year || linked.has(at)));
  const pairs = net.pairs.map(([one, two], at) => held[at] && fits[one] && fits[two]);
  return { nodes, pairs };
}

function build() {
  graph = new window.sigma.Graph({ type: "undirected", multi: false });
  net.nodes.forEach(([id, name, kind, x, y, links], at) => graph.addNode(at, { label: name, x, y: -y, color: lit(net.kinds[kind].colour), size: 2.5 + Math.sqrt(links) * 0.9, id }));
  net.pairs.forEach(([one, two], at) => graph.addEdgeWithKey(at, one, two, { size: 0.5 }));
}

function render() {
  const style = getComputedStyle(document.body), ink = style.color;
  const dark = matchMedia("(prefers-color-scheme: dark)").matches;
  renderer = new window.sigma.Sigma(graph, box, {
    defaultEdgeColor: dark ? "#3c4a5a" : "#d0d6de", labelColor: { color: ink }, labelFont: "system-ui, sans-serif", labelSize: 12, hideEdgesOnMove: true,
    labelRenderedSizeThreshold: 7, labelDensity: 0.6, labelGridCellSize: box.clientWidth < 500 ? 190 : 120, defaultDrawNodeHover: hovered(ink, dark), defaultDrawNodeLabel: labelled(ink, dark), minCameraRatio: 0.02, maxCameraRatio: 4,
    nodeReducer: (at, data) => ({ ...data, hidden: !state.now.nodes[at], highlighted: Number(at) === state.chosen, zIndex: Number(at) === state.chosen ? 1 : 0 }),
    edgeReducer: (at, data) => reduced(at, data),
  });
  renderer.on("clickNode", ({ node }) => choose(Number(node)));
  renderer.on("enterNode", ({ node }) => { state.hovered = Number(node); box.classList.add("over"); renderer.refresh({ skipIndexation: true }); });
  renderer.on("leaveNode", () => { state.hovered = null; box.classList.remove("over"); renderer.refresh({ skipIndexation: true }); });
}

function reduced(at, data) {
  const [one, two] = net.pairs[at];
  const lead = state.hovered ?? state.chosen;
  if (!state.now.pairs[at]) return { ...data, hidden: true };
  return one === lead || two === lead ? { ...data, color: "#c2410c", size: 1.5, zIndex: 1 } : data;
}

function labelled(ink, dark) {
  return (pen, data, settings) => {
    if (!data.label) return;
    pen.font = `${settings.labelSize}px ${settings.labelFont}`;
    pen.lineWidth = 4; pen.lineJoin = "round"; pen.strokeStyle = dark ? "#12181f" : "#ffffff"; pen.fillStyle = ink;
    const right = data.x + data.size + 3, wide = pen.measureText(data.label).width;
    const at = right + wide > box.clientWidth ? Math.max(data.x - data.size - 3 - wide, 0) : right;  // on the other side rather than cut
    pen.strokeText(data.label, at, data.y + 4); pen.fillText(data.label, at, data.y + 4);
  };
}

function hovered(ink, dark) {
  return (pen, data, settings) => {
    if (!data.label) return;
    pen.font = `${settings.labelSize}px ${settings.labelFont}`;
    pen.fillStyle = dark ? "#1a222c" : "#ffffff"; pen.strokeStyle = "#c2410c";
    const wide = pen.measureText(data.label).width + 10;
    pen.beginPath(); pen.rect(data.x + data.size + 1, data.y - 10, wide, 20); pen.fill(); pen.stroke();
    pen.beginPath(); pen.arc(data.x, data.y, data.size + 2, 0, 2 * Math.PI); pen.stroke();
    pen.fillStyle = ink; pen.fillText(data.label, data.x + data.size + 6, data.y + 4);
  };
}

function neighbours(at) {
  return net.pairs.flatMap(([one, two], pair) => (!state.now.pairs[pair] ? [] : one === at ? [two] : two === at ? [one] : []));
}

function choose(at) {
  state.chosen = at;
  const [id, name, kind] = net.nodes[at];
  const near = neighbours(at).sort((a, b) => a - b);
  const explore = make("a", { href: `/explore?focus=${encodeURIComponent(id)}`, textContent: words.explore });
  const list = make("ul", {}, ...near.slice(0, 12).map((other) => make("li", {}, link(net.nodes[other][0], net.nodes[other][1]))));
  byId("chosen").replaceChildren(make("h3", { textContent: `${name} (${net.kinds[kind].word})` }), link(id, words.open), " · ", explore, make("p", { className: "soft", textContent: `${words.links}: ${near.length}` }), list);
  renderer?.refresh({ skipIndexation: true });
}

function row(at, links) {
  const [id, name, kind] = net.nodes[at];
  const explore = make("a", { href: `/explore?focus=${encodeURIComponent(id)}`, textContent: words.explore });
  return make("tr", {}, make("td", {}, link(id, name)), make("td", { textContent: net.kinds[kind].word }), make("td", { textContent: links }), make("td", {}, explore));
}

function filter() {
  state.now = shown();
  const links = net.nodes.map(() => 0);
  net.pairs.forEach(([one, two], at) => { if (state.now.pairs[at]) { links[one] += 1; links[two] += 1; } });
  const kept = net.nodes.map((_, at) => at).filter((at) => state.now.nodes[at]);
  byId("count").textContent = words.count.replace("%n", kept.length).replace("%m", state.now.pairs.filter(Boolean).length);
  return { kept, links };
}

function refilter() {
  state.kind = byId("kind").value; state.year = Number(byId("year").value) || null;
  const { kept, links } = filter();
  byId("twin").tBodies[0].replaceChildren(...kept.slice(0, LISTED).map((at) => row(at, links[at])));
  byId("pages").hidden = true;
  history.replaceState(null, "", `/network?kind=${encodeURIComponent(state.kind)}&year=${state.year ?? ""}`);
  if (renderer) renderer.refresh(); else still();
}

function still() {
  const image = make("img", { src: `/network.svg?kind=${encodeURIComponent(state.kind)}&year=${state.year ?? ""}`, alt: "" });
  box.replaceChildren(image, make("p", { className: "soft", textContent: words.still }));
}

// Hits of the site's own search, which knows other names, acronyms and slips, as far as they stand in the picture.
async function hits(text) {
  if (!text.trim()) return [];
  const found = await (await fetch(`/api/suggest?q=${encodeURIComponent(text)}`)).json();
  return found.filter((hit) => state.numbers.has(hit.id)).map((hit) => ({ ...hit, at: state.numbers.get(hit.id) }));
}

async function find(event) {
  event.preventDefault();
  const [best] = await hits(byId("name").value).catch(() => []);
  if (!best) return byId("chosen").replaceChildren(words.none);
  choose(best.at);
  const name = net.nodes[best.at][1];
  if (best.label !== name) byId("chosen").querySelector("h3").after(make("p", { className: "soft", textContent: `${words.names}: ${best.label}` }));
  const { x, y } = renderer?.getNodeDisplayData(best.at) ?? {};
  renderer?.getCamera().animate({ x, y, ratio: 0.15 }, { duration: matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 300 });
}

let waiting = 0;
function suggest() {
  clearTimeout(waiting);
  waiting = setTimeout(async () => {
    const found = await hits(byId("name").value).catch(() => []);
    byId("names").replaceChildren(...found.map((hit) => make("option", { value: net.nodes[hit.at][1], label: hit.label })));
  }, 150);
}

async function start() {
  byId("show").hidden = true; byId("find").hidden = false;
  net = await (await fetch("/api/network.json")).json();
  state.numbers = new Map(net.nodes.map(([id], at) => [id, at]));
  filter();
  if (hasWebGL()) { build(); render(); } else still();
  for (const id of ["kind", "year"]) byId(id).addEventListener("change", refilter);
  byId("filters").addEventListener("submit", (event) => { event.preventDefault(); refilter(); });
  byId("find").addEventListener("submit", find);
  byId("name").addEventListener("input", suggest);
  byId("fit").addEventListener("click", () => renderer?.getCamera().animatedReset({ duration: 200 }));
  window.network = { state, net, graph, renderer };
}

start();
