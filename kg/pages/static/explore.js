// The explorer: one actor and what is linked to it, widened step by step. Everything shown stands in the table as well.
"use strict";
import { described, evidenceOf, link, make, mark, matches, tableRow, yearsOf } from "/static/explore-parts.js";
import { current, paint, savePng, saveSvg } from "/static/explore-picture.js";

const byId = (id) => document.getElementById(id);
const box = byId("explorer");
const words = box.dataset;
const WARN = 150, STOP = 500;
const STEP = matchMedia("(max-width: 40rem)").matches ? 18 : 40; // as many labels as a screen can hold
const state = { nodes: new Map(), edges: new Map(), opened: [], hidden: new Set(), year: null, least: 0, source: "", chosen: null };

async function read(address) {
  const answer = await fetch(address);
  const body = await answer.json();
  if (!answer.ok) throw new Error(body.error ?? answer.statusText);
  return body;
}

function take(part) {
  for (const node of part.nodes) if (!state.nodes.has(node.id)) state.nodes.set(node.id, node);
  for (const edge of part.edges) {
    const cites = edge.cites.map((cite) => ({ ...cite, source: part.sources[cite.source] }));
    state.edges.set(`${edge.from} ${edge.relation} ${edge.to} ${edge.label}`, { ...edge, cites });
  }
}

function say(text) { byId("status").textContent = text; }

async function open(id, { keep = true } = {}) {
  if (state.nodes.size >= STOP) return say(words.stop);
  const fresh = !state.opened.length;
  const part = await read(`/api/graph?limit=${STEP}&focus=${encodeURIComponent(id)}`);
  take(part);
  if (!state.opened.includes(id)) state.opened.push(id);
  if (keep) remember();
  draw(id, fresh);
  say(state.nodes.size >= WARN ? words.many : part.left_out ? `+${part.left_out}` : "");
}

function reset() { state.nodes.clear(); state.edges.clear(); state.opened = []; }

function shown() {
  const nodes = [...state.nodes.values()].filter((node) => !state.hidden.has(node.kind));
  const known = new Set(nodes.map((node) => node.id));
  const edges = [...state.edges.values()].filter((edge) => known.has(edge.from) && known.has(edge.to) && matches(edge, state));
  const linked = new Set(edges.flatMap((edge) => [edge.from, edge.to]).concat(state.opened));
  return { nodes: nodes.filter((node) => linked.has(node.id)), edges };
}

function draw(focus, fresh = false) {
  const now = shown();
  const started = state.opened.length > 0;
  box.hidden = !started; byId("list").hidden = !started;
  if (byId("starts")) byId("starts").hidden = started;
  byId("links").tBodies[0].replaceChildren(...now.edges.map((edge) => tableRow(edge, state.nodes, words)));
  byId("count").textContent = words.count.replace("%n", now.nodes.length).replace("%m", now.edges.length);
  kinds();
  if (window.cytoscape && started) paint(byId("picture"), now, focus, { choose, evidence, open }, fresh);
}

function button(text, act) {
  const made = make("button", { type: "button", textContent: text });
  made.addEventListener("click", act);
  return made;
}

function choose(id) {
  const node = state.nodes.get(id);
  const drawn = current()?.getElementById(id);
  const pin = button(drawn?.locked() ? words.unpin : words.pin, () => {
    drawn?.locked() ? drawn.unlock() : drawn?.lock();
    pin.textContent = drawn?.locked() ? words.unpin : words.pin;
  });
  const facts = make("p", { className: "soft", textContent: node.facts.slice(0, 6).map(([name, value]) => `${name}: ${value}`).join("; ") });
  byId("chosen").replaceChildren(make("h3", { textContent: `${node.name} (${node.kindWord})` }), button(words.expand, () => open(id).then(() => choose(id))), " ", pin, " ", link(id, words.open), facts);
  byId("graphml").href = `/api/graph.graphml?focus=${encodeURIComponent(id)}`;
  state.chosen = id;
}

function evidence(edge) {
  const name = (id) => link(id, state.nodes.get(id)?.name ?? id);
  const title = make("h3", {}, name(edge.from), " → ", name(edge.to));
  byId("chosen").replaceChildren(title, ...described(edge), make("h4", { textContent: words.evidence }), ...evidenceOf(edge, words));
  byId("chosen").scrollIntoView({ block: "nearest" });
}

function kinds() {
  const counts = new Map();
  for (const node of state.nodes.values()) {
    const seen = counts.get(node.kind) ?? { word: node.kindWord, colour: node.color, shape: node.shape, count: 0 };
    seen.count += 1; counts.set(node.kind, seen);
  }
  const legend = byId("kinds").querySelector("legend");
  byId("kinds").replaceChildren(legend, ...[...counts].sort().map(([kind, { word, colour, shape, count }]) => {
    const check = make("input", { type: "checkbox", checked: !state.hidden.has(kind) });
    check.addEventListener("change", () => { check.checked ? state.hidden.delete(kind) : state.hidden.add(kind); remember(); draw(); });
    return make("label", { className: "chip" }, check, mark(shape, colour), `${word} ${count}`);
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
  const wanted = (said.get("open") ?? words.focus).split("|").filter(Boolean).slice(0, 20);
  reset();
  for (const id of wanted) await open(id, { keep: false }).catch((error) => say(error.message));
  if (!wanted.length) draw();
  if (state.nodes.has(wanted.at(-1))) choose(wanted.at(-1));
}

function setYear(value) {
  state.year = value ? Number(value) : null;
  byId("year").value = value ?? byId("year").min;
  byId("year-word").textContent = value ?? words.anyyear;
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
  const start = state.chosen ?? state.opened[0];
  if (!start || !end) return say(words.nopath);
  const part = await read(`/api/path?from=${encodeURIComponent(start)}&to=${encodeURIComponent(end)}`);
  if (!part.nodes.length) return say(words.nopath);
  take(part);
  state.opened.push(...part.nodes_in_order.filter((id) => !state.opened.includes(id)));
  draw(end);
  current()?.elements().unselect();
  for (const id of part.nodes_in_order) current()?.getElementById(id).select();
  const on = new Set(part.nodes_in_order);
  current()?.edges().filter((edge) => on.has(edge.source().id()) && on.has(edge.target().id())).select();
  say(part.nodes_in_order.map((id) => state.nodes.get(id).name).join(" → "));
}

function citation() {
  const names = state.opened.slice(0, 3).map((id) => state.nodes.get(id)?.name ?? id).join(", ");
  return `${names}. ${words.cite}. ${location.href.length < 160 ? location.href : location.origin + location.pathname}`;
}

function suggestFor(input) {
  let timer = 0;
  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(async () => {
      const hits = await read(`/api/suggest?q=${encodeURIComponent(input.value)}`).catch(() => []);
      byId("names").replaceChildren(...hits.map((hit) => make("option", { value: hit.name })));
    }, 150);
  });
}

function wire() {
  byId("tools").open = matchMedia("(min-width: 60rem)").matches;
  byId("start").addEventListener("submit", async (event) => {
    event.preventDefault();
    const id = await named(byId("name").value);
    if (id) { reset(); await open(id); choose(id); } else say(words.nopath);
  });
  byId("path").addEventListener("submit", (event) => { event.preventDefault(); way().catch((error) => say(error.message)); });
  byId("back").addEventListener("click", () => history.back());
  byId("fit").addEventListener("click", () => current()?.fit(undefined, 30));
  byId("year").addEventListener("input", (event) => { setYear(event.target.value === event.target.min ? null : event.target.value); draw(); });
  byId("year").addEventListener("change", remember);
  byId("least").addEventListener("input", (event) => { setLeast(event.target.value); draw(); });
  byId("least").addEventListener("change", remember);
  byId("source").addEventListener("change", (event) => { state.source = event.target.value; remember(); draw(); });
  byId("png").addEventListener("click", () => current() && savePng(citation()));
  byId("svg").addEventListener("click", () => current() && saveSvg(citation()));
  addEventListener("popstate", restore);
  suggestFor(byId("name")); suggestFor(byId("target"));
}

wire(); restore();
window.explorer = { state, shown, yearsOf, picture: current };
