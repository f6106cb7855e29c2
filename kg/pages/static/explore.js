// The explorer: one actor and what is linked to it, widened step by step. Everything shown stands in the table as well.
"use strict";
import { described, evidenceOf, link, make, mark, matches, tableRow, yearsOf } from "/static/explore-parts.js";
import { current, hold, paint, placeOf, savePng, saveSvg } from "/static/explore-picture.js";

const byId = (id) => document.getElementById(id);
const box = byId("explorer");
const words = box.dataset;
const WARN = 150, STOP = 500;
const TITLE = document.title;
const STEP = matchMedia("(max-width: 40rem)").matches ? words.narrow : words.wide; // as many labels as a screen can hold
const MOST_SAID = 20; // things that an address can name for each of its parts
const state = { nodes: new Map(), edges: new Map(), opened: [], ways: [], pins: new Map(), hidden: new Set(), year: null, least: 0, source: "", chosen: null };

async function read(address) {
  const answer = await fetch(address);
  const body = await answer.json();
  if (!answer.ok) throw Object.assign(new Error(body.error ?? answer.statusText), { missing: answer.status === 404 });
  return body;
}

// The part round what is asked for by `focus` or `name`; the page has begun to load its own before this script ran.
function partOf(asked) {
  const isOfPage = words.focus && (asked.focus === words.focus || asked.focus?.endsWith(`/id/${words.focus}`));
  const ahead = isOfPage ? [...document.querySelectorAll('link[as="fetch"]')].find((one) => matchMedia(one.media).matches) : null;
  return read(ahead?.href ?? `/api/graph?${new URLSearchParams({ limit: STEP, ...asked })}`);
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
  add(await partOf({ focus: id }), { keep });
}

function add(part, { keep }) {
  const fresh = !state.nodes.size;
  take(part);
  if (!state.opened.includes(part.focus)) state.opened.push(part.focus);
  if (keep) remember();
  draw(part.focus, fresh);
  say(state.nodes.size >= WARN ? words.many : part.left_out ? words.left.replace("%n", part.left_out) : "");
}

function reset() {
  state.nodes.clear(); state.edges.clear();
  state.opened = []; state.ways = []; state.chosen = null; state.pins.clear();
}

function shown() {
  const nodes = [...state.nodes.values()].filter((node) => !state.hidden.has(node.kind));
  const known = new Set(nodes.map((node) => node.id));
  const edges = [...state.edges.values()].filter((edge) => known.has(edge.from) && known.has(edge.to) && matches(edge, state));
  const linked = new Set(edges.flatMap((edge) => [edge.from, edge.to]).concat(state.opened, state.ways.flat()));
  return { nodes: nodes.filter((node) => linked.has(node.id)), edges, pins: state.pins };
}

function draw(focus, fresh = false) {
  const now = shown();
  const started = state.opened.length > 0;
  box.hidden = !started; byId("list").hidden = !started;
  if (byId("starts")) byId("starts").hidden = started;
  byId("links").tBodies[0].replaceChildren(...now.edges.map((edge) => tableRow(edge, state.nodes, words)));
  byId("count").textContent = words.count.replace("%n", now.nodes.length).replace("%m", now.edges.length);
  kinds();
  if (window.cytoscape && started) paint(byId("picture"), now, focus, { choose: chosen, evidence, open }, fresh);
  heading(); highlight();
}

const called = (id) => state.nodes.get(id)?.name ?? id;

// What the page is about: the way that was asked for last, else the thing that it began with.
function heading() {
  const way = state.ways.at(-1);
  const text = way ? `${called(way[0])} → ${called(way.at(-1))}` : state.opened.length ? called(state.opened[0]) : "";
  byId("focus-name").textContent = text ? `: ${text}` : "";
  document.title = text ? `${text} · ${TITLE}` : TITLE;
}

// The things and links of the last way are marked as chosen, whatever else changes in the picture.
function highlight() {
  const on = new Set(state.ways.at(-1) ?? []);
  if (!on.size || !current()) return;
  current().elements().unselect();
  for (const id of on) current().getElementById(id).select();
  current().edges().filter((edge) => on.has(edge.source().id()) && on.has(edge.target().id())).select();
}

function button(text, act) {
  const made = make("button", { type: "button", textContent: text });
  made.addEventListener("click", act);
  return made;
}

function chosen(id) { choose(id); remember({ step: false }); }

function choose(id) {
  const node = state.nodes.get(id);
  if (!node) return;
  const pin = button(state.pins.has(id) ? words.unpin : words.pin, () => {
    state.pins.has(id) ? state.pins.delete(id) : state.pins.set(id, placeOf(id));
    hold(state.pins);
    pin.textContent = state.pins.has(id) ? words.unpin : words.pin;
    remember();
  });
  const facts = make("p", { className: "soft", textContent: node.facts.slice(0, 6).map(([name, value]) => `${name}: ${value}`).join("; ") });
  byId("chosen").replaceChildren(make("h3", { textContent: `${node.name} (${node.kindWord})` }), button(words.expand, () => open(id).then(() => chosen(id)).catch((error) => say(error.message))), " ", pin, " ", link(id, words.open), facts);
  byId("graphml").href = `/api/graph.graphml?focus=${encodeURIComponent(id)}`;
  state.chosen = id;
}

function evidence(edge) {
  const name = (id) => link(id, called(id));
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

// Write the state into the address: as a step that "Back" undoes, or in place of the one before.
function remember({ step = true } = {}) {
  const said = new URLSearchParams({ open: state.opened.join("|") });
  if (state.ways.length) said.set("way", state.ways.map((way) => `${way[0]}>${way.at(-1)}`).join("|"));
  if (state.chosen && state.chosen !== state.opened.at(-1)) said.set("chosen", state.chosen);
  if (state.pins.size) said.set("pin", [...state.pins].map(([id, { x, y }]) => `${id}@${x},${y}`).join("|"));
  if (state.hidden.size) said.set("hide", [...state.hidden].join("|"));
  if (state.year) said.set("year", state.year);
  if (state.least) said.set("least", state.least);
  if (state.source) said.set("source", state.source);
  const asked = new URLSearchParams(location.search);
  if (state.opened.length) asked.set("focus", state.opened[0]);
  const link = `${location.pathname}?${asked}#${said}`;
  if (`#${said}` === location.hash) return;
  step ? history.pushState(null, "", link) : history.replaceState(null, "", link);
}

let restoring = 0; // only the last of several steps back is followed to its end

async function restore() {
  const turn = ++restoring;
  const said = new URLSearchParams(location.hash.slice(1));
  const list = (name) => (said.get(name) ?? "").split("|").filter(Boolean).slice(0, MOST_SAID);
  state.hidden = new Set(list("hide"));
  setYear(said.get("year")); setLeast(said.get("least")); state.source = byId("source").value = said.get("source") ?? "";
  const focus = new URLSearchParams(location.search).get("focus");
  const wanted = said.has("open") ? list("open") : focus ? [focus] : [];
  reset(); say("");
  state.pins = pinned(list("pin"));
  for (const id of wanted) {
    await open(id, { keep: false }).catch((error) => say(error.message));
    if (turn !== restoring) return;
  }
  for (const [start, end] of list("way").map((way) => way.split(">"))) {
    await lead(start, end ?? "").catch((error) => say(error.message));
    if (turn !== restoring) return;
  }
  if (!state.opened.length) draw();
  choose(said.get("chosen") ?? state.opened.at(-1));
  if (!state.ways.length && state.chosen) current()?.getElementById(state.chosen).select();
}

// Pins as an address has them, `id@x,y`; what is none is left out.
function pinned(said) {
  const found = said.map((one) => /^(.+)@(-?\d{1,5}),(-?\d{1,5})$/.exec(one)).filter(Boolean);
  return new Map(found.map(([, id, x, y]) => [id, { x: Number(x), y: Number(y) }]));
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
  if (await lead(start, end)) remember();
}

// Take the shortest way between two into the picture; whether there is one.
async function lead(start, end) {
  const part = await read(`/api/path?from=${encodeURIComponent(start)}&to=${encodeURIComponent(end)}`);
  const order = part.nodes_in_order;
  if (!order.length) { say(words.nopath); return false; }
  take(part);
  state.ways = [...state.ways.filter((way) => way[0] !== order[0] || way.at(-1) !== order.at(-1)), order];
  draw(order.at(-1));
  say(order.map(called).join(" → "));
  return true;
}

function citation() {
  const names = state.opened.slice(0, 3).map(called).join(", ");
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
    const part = await partOf({ name: byId("name").value }).catch((error) => say(error.missing ? words.nopath : error.message));
    if (part) { reset(); add(part, { keep: true }); choose(part.focus); }
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
