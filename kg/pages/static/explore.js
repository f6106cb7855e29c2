// The explorer: one actor and what is linked to it, widened step by step. Everything shown stands in the table as well.
"use strict";
import { matches, svgOf, tableRow, yearsOf } from "/static/explore-parts.js";

const byId = (id) => document.getElementById(id);
const box = byId("explorer");
const WARN = 150, STOP = 500, STEP = 40;
const state = { nodes: new Map(), edges: new Map(), opened: [], hidden: new Set(), year: null, least: 0, source: "", chosen: null };
let picture = null;

async function read(address) {
  const answer = await fetch(address);
  const body = await answer.json();
  if (!answer.ok) throw new Error(body.error ?? answer.statusText);
  return body;
}

function take(part) {
  for (const node of part.nodes) if (!state.nodes.has(node.id)) state.nodes.set(node.id, node);
  for (const edge of part.edges) state.edges.set(`${edge.from} ${edge.relation} ${edge.to} ${edge.label}`, edge);
}

function say(text) { byId("status").textContent = text; }

async function open(id, { keep = true } = {}) {
  if (state.nodes.size >= STOP) return say(box.dataset.stop);
  const part = await read(`/api/graph?limit=${STEP}&focus=${encodeURIComponent(id)}`);
  take(part);
  if (!state.opened.includes(id)) state.opened.push(id);
  if (keep) remember();
  draw(id);
  say(state.nodes.size >= WARN ? box.dataset.many : part.left_out ? `+${part.left_out}` : "");
}

function reset() { state.nodes.clear(); state.edges.clear(); state.opened = []; }

function shown() {
  const nodes = [...state.nodes.values()].filter((node) => !state.hidden.has(node.kind));
  const known = new Set(nodes.map((node) => node.id));
  const edges = [...state.edges.values()].filter((edge) => known.has(edge.from) && known.has(edge.to) && matches(edge, state));
  const linked = new Set(edges.flatMap((edge) => [edge.from, edge.to]).concat(state.opened));
  return { nodes: nodes.filter((node) => linked.has(node.id)), edges };
}

const SHAPES = { dot: "ellipse", circle: "ellipse", box: "round-rectangle", square: "rectangle", database: "barrel", triangleDown: "vee" };

function elements({ nodes, edges }) {
  return [
    ...nodes.map((node) => ({ data: { id: node.id, label: node.name, colour: node.color, shape: SHAPES[node.shape] ?? node.shape } })),
    ...edges.map((edge, at) => ({ data: { id: `e${at}`, source: edge.from, target: edge.to, label: edge.label, colour: edge.color, edge } })),
  ];
}

function draw(focus) {
  const now = shown();
  byId("links").tBodies[0].replaceChildren(...now.edges.map((edge) => tableRow(edge, state.nodes)));
  kinds();
  if (!window.cytoscape) return;
  window.cytoscape.warnings(false);
  const ink = getComputedStyle(document.body).color;
  const paper = getComputedStyle(document.documentElement).backgroundColor;
  const before = new Map();
  picture?.nodes().forEach((node) => before.set(node.id(), { ...node.position(), locked: node.locked() }));
  picture?.destroy();
  picture = window.cytoscape({
    container: byId("picture"), elements: elements(now), minZoom: 0.1, maxZoom: 4,
    style: [
      { selector: "node", style: { label: "data(label)", "background-color": "data(colour)", shape: "data(shape)", color: ink, "font-size": 11,
        "text-wrap": "wrap", "text-max-width": 110, "text-valign": "bottom", "text-margin-y": 4, width: 26, height: 26,
        "text-outline-color": paper, "text-outline-width": 2, "border-width": 1.5, "border-color": ink } },
      { selector: "edge", style: { "line-color": "data(colour)", width: 1.5, "curve-style": "bezier", "target-arrow-shape": "triangle", "target-arrow-color": "data(colour)", opacity: 0.75 } },
      { selector: ":selected", style: { "border-width": 4, "border-color": "#c2410c", "line-color": "#c2410c", width: 3 } },
      { selector: "node:selected", style: { width: 34, height: 34 } },
    ],
    layout: { name: "fcose", quality: "default", animate: false, randomize: before.size === 0, nodeDimensionsIncludeLabels: true,
      idealEdgeLength: 120, nodeRepulsion: 9000, packComponents: true },
  });
  picture.nodes().forEach((node) => { if (before.get(node.id())?.locked) node.position(before.get(node.id())).lock(); });
  picture.on("tap", "node", (event) => choose(event.target.id()));
  picture.on("tap", "edge", (event) => evidence(event.target.data("edge")));
  picture.on("dbltap", "node", (event) => open(event.target.id()));
  if (focus && picture.getElementById(focus).nonempty()) picture.getElementById(focus).select();
}

function button(text, act) {
  const made = document.createElement("button");
  made.type = "button"; made.textContent = text; made.addEventListener("click", act);
  return made;
}

function choose(id) {
  const node = state.nodes.get(id);
  const title = document.createElement("h3");
  title.textContent = `${node.name} (${node.kindWord})`;
  const link = document.createElement("a");
  link.href = `/doc/${encodeURI(id)}`; link.textContent = box.dataset.open;
  const pin = button(box.dataset.pin, () => { const drawn = picture?.getElementById(id); drawn?.locked() ? drawn.unlock() : drawn?.lock(); });
  byId("chosen").replaceChildren(title, button(box.dataset.expand, () => open(id)), " ", pin, " ", link);
  byId("graphml").href = `/api/graph.graphml?focus=${encodeURIComponent(id)}`;
  state.chosen = id;
}

function evidence(edge) {
  const table = document.createElement("table");
  table.append(document.createElement("tbody"));
  table.tBodies[0].append(tableRow(edge, state.nodes));
  byId("chosen").replaceChildren(table);
}

function kinds() {
  const counts = new Map();
  for (const node of state.nodes.values()) {
    const seen = counts.get(node.kind) ?? { word: node.kindWord, colour: node.color, count: 0 };
    seen.count += 1; counts.set(node.kind, seen);
  }
  const legend = byId("kinds").querySelector("legend");
  byId("kinds").replaceChildren(legend, ...[...counts].sort().map(([kind, { word, colour, count }]) => {
    const label = document.createElement("label"), check = document.createElement("input"), dot = document.createElement("span");
    check.type = "checkbox"; check.checked = !state.hidden.has(kind);
    check.addEventListener("change", () => { check.checked ? state.hidden.delete(kind) : state.hidden.add(kind); remember(); draw(); });
    dot.className = "dot"; dot.style.backgroundColor = colour;
    label.className = "chip"; label.append(check, dot, `${word} ${count}`);
    return label;
  }));
}

function remember() {
  const said = new URLSearchParams({ open: state.opened.join("|") });
  if (state.hidden.size) said.set("hide", [...state.hidden].join("|"));
  if (state.year) said.set("year", state.year);
  if (state.least) said.set("least", state.least);
  if (state.source) said.set("source", state.source);
  if (`#${said}` !== location.hash) history.pushState(null, "", `#${said}`);
}

async function restore() {
  const said = new URLSearchParams(location.hash.slice(1));
  state.hidden = new Set((said.get("hide") ?? "").split("|").filter(Boolean));
  setYear(said.get("year")); setLeast(said.get("least")); state.source = byId("source").value = said.get("source") ?? "";
  const wanted = (said.get("open") ?? box.dataset.focus).split("|").filter(Boolean);
  reset();
  for (const id of wanted.slice(0, 20)) await open(id, { keep: false }).catch((error) => say(error.message));
  if (!wanted.length) draw();
  if (wanted.length) choose(wanted.at(-1));
}

function setYear(value) {
  state.year = value ? Number(value) : null;
  byId("year").value = value ?? byId("year").min;
  byId("year-word").textContent = value ?? box.dataset.anyyear;
}

function setLeast(value) {
  state.least = Number(value ?? 0);
  byId("least").value = state.least; byId("least-word").textContent = String(state.least);
}

async function named(text) {
  const hits = await read(`/api/suggest?q=${encodeURIComponent(text)}`);
  return (hits.find((hit) => hit.name === text || hit.label === text) ?? hits[0])?.id;
}

async function way() {
  const end = await named(byId("target").value);
  if (!state.opened.length || !end) return say(box.dataset.nopath);
  const part = await read(`/api/path?from=${encodeURIComponent(state.opened[0])}&to=${encodeURIComponent(end)}`);
  if (!part.nodes.length) return say(box.dataset.nopath);
  take(part); draw(end);
  picture?.elements().unselect();
  for (const id of part.nodes_in_order) picture?.getElementById(id).select();
}

function save(name, content) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(content); link.download = name; link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

function suggestFor(input) {
  let timer = 0;
  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(async () => {
      const hits = await read(`/api/suggest?q=${encodeURIComponent(input.value)}`).catch(() => []);
      byId("names").replaceChildren(...hits.map((hit) => Object.assign(document.createElement("option"), { value: hit.name })));
    }, 150);
  });
}

function wire() {
  byId("start").addEventListener("submit", async (event) => {
    event.preventDefault();
    const id = await named(byId("name").value);
    if (id) { reset(); await open(id); choose(id); } else say(box.dataset.nopath);
  });
  byId("way").addEventListener("click", () => way().catch((error) => say(error.message)));
  byId("back").addEventListener("click", () => history.back());
  byId("fit").addEventListener("click", () => picture?.fit(undefined, 30));
  byId("year").addEventListener("input", (event) => { setYear(event.target.value === event.target.min ? null : event.target.value); draw(); });
  byId("year").addEventListener("change", remember);
  byId("least").addEventListener("input", (event) => { setLeast(event.target.value); draw(); });
  byId("least").addEventListener("change", remember);
  byId("source").addEventListener("change", (event) => { state.source = event.target.value; remember(); draw(); });
  byId("png").addEventListener("click", () => picture && save("graph.png", picture.png({ output: "blob", full: true, scale: 2, bg: "#ffffff" })));
  byId("svg").addEventListener("click", () => picture && save("graph.svg", new Blob([svgOf(picture)], { type: "image/svg+xml" })));
  addEventListener("popstate", restore);
  suggestFor(byId("name")); suggestFor(byId("target"));
}

box.hidden = false; wire(); restore();
window.explorer = { state, shown, yearsOf, picture: () => picture };
