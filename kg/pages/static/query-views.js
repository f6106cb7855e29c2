// Results of a query as graph, map and timeline: views of the editor, fed by the bindings of the SPARQL JSON.
"use strict";

const MOST = 500;
const SPACE = "http://www.w3.org/2000/svg";
const PALETTE = ["#2e74bb", "#186f37", "#df0677", "#806b0a", "#6e29c7", "#208081", "#532c02", "#9b1d20"];

function svg(name, given = {}, ...content) {
  const made = document.createElementNS(SPACE, name);
  for (const [key, value] of Object.entries(given)) made.setAttribute(key, value);
  made.append(...content);
  return made;
}

function script(address) {
  return new Promise((done, failed) => {
    const made = Object.assign(document.createElement("script"), { src: address, onload: done, onerror: () => failed(new Error(address)) });
    document.head.append(made);
  });
}

export function short(value) { return decodeURIComponent(value.replace(/[/#]+$/, "").split(/[/#]/).slice(-2).join("/")); }

function isNumber(term) { return term?.type !== "uri" && term?.value?.trim() !== "" && Number.isFinite(Number(term?.value)); }

// What a row calls a thing: the text column named after it (x with xName, xTitle or xLabel), else the only text of the row, else its end.
function called(row, name) {
  const said = row[`${name}Name`] ?? row[`${name}Title`] ?? row[`${name}Label`];
  if (said) return said.value;
  const texts = Object.values(row).filter((term) => term.type !== "uri" && !isNumber(term) && !day(term));
  const things = Object.values(row).filter((term) => term.type === "uri");
  return texts.length === 1 && things[0]?.value === row[name]?.value ? texts[0].value : short(row[name]?.value ?? "");
}

export function day(term) {
  const found = term?.type === "uri" ? null : /^(\d{4})(?:-(\d\d))?(?:-(\d\d))?(?:T|$)/.exec(term?.value ?? "");
  if (!found || (isNumber(term) && !(term.datatype ?? "").endsWith("gYear"))) return null;
  return Number(found[1]) + (Number(found[2] ?? 1) - 1) / 12 + (Number(found[3] ?? 1) - 1) / 366;
}

// Nodes and edges of a result: subject, predicate and object where they are so called, else each thing of a row to the next.
export function network(rows, names) {
  const triple = ["s", "p", "o"].every((name) => names.includes(name)) ? ["s", "p", "o"] : ["subject", "predicate", "object"].every((name) => names.includes(name)) ? ["subject", "predicate", "object"] : null;
  const nodes = new Map(), edges = new Map();
  const add = (term, label, kind) => { if (!nodes.has(term.value) && nodes.size < MOST) nodes.set(term.value, { id: term.value, label, kind }); return nodes.has(term.value); };
  const join = (one, two, label) => edges.set(`${one} ${label} ${two}`, { source: one, target: two, label });
  for (const row of rows) {
    if (triple) {
      const [s, p, o] = triple.map((name) => row[name]);
      if (s && p && o && add(s, short(s.value), 0) && add(o, o.type === "uri" ? short(o.value) : o.value.slice(0, 60), o.type === "uri" ? 0 : 1)) join(s.value, o.value, short(p.value));
      continue;
    }
    const things = names.filter((name) => row[name]?.type === "uri");
    const kept = things.filter((name) => add(row[name], called(row, name), names.indexOf(name)));
    kept.slice(1).forEach((name, at) => join(row[kept[at]].value, row[name].value, name));
  }
  return { nodes: [...nodes.values()], edges: [...edges.values()] };
}

class View {
  priority = 5;
  helpReference = "";
  constructor(yasr) { this.yasr = yasr; this.words = document.getElementById("yasgui").dataset; }
  get names() { return this.yasr.results?.getVariables() ?? []; }
  get rows() { return this.yasr.results?.getBindings() ?? []; }
  canHandleResults() { return this.rows.length > 0; }
  getIcon() { return svg("svg", { viewBox: "0 0 20 20" }, svg("circle", { cx: 10, cy: 10, r: 6, fill: "currentColor" })); }
  place(...content) { this.yasr.resultsEl.replaceChildren(...content); }
  none() { const made = document.createElement("p"); made.textContent = this.words.nothing; this.place(made); }
}

export class Graph extends View {
  constructor(yasr) { super(yasr); this.label = this.words.graph; }
  async draw() {
    const { nodes, edges } = network(this.rows, this.names);
    if (!nodes.length) return this.none();
    const box = Object.assign(document.createElement("div"), { className: "view graph" });
    box.setAttribute("role", "img"); box.setAttribute("aria-label", `${this.words.graph}: ${nodes.length}, ${edges.length}`);
    this.place(box);
    if (!window.cytoscape) await script("/static/vendor/cytoscape.js");
    window.cytoscape.warnings(false);
    window.queryGraph = window.cytoscape({
      container: box,
      elements: [...nodes.map((node) => ({ data: { ...node, colour: PALETTE[node.kind % PALETTE.length] } })), ...edges.map((edge, at) => ({ data: { id: `edge ${at}`, ...edge } }))],
      style: [
        { selector: "node", style: { label: "data(label)", "background-color": "data(colour)", "font-size": 11, "text-wrap": "wrap", "text-max-width": 110, "text-valign": "bottom", "text-margin-y": 3, width: 20, height: 20 } },
        { selector: "edge", style: { label: edges.length < 40 ? "data(label)" : "", "font-size": 9, color: "#566173", "text-rotation": "autorotate", "line-color": "#8a94a3", width: 1.2, "curve-style": "bezier", "target-arrow-shape": "triangle", "target-arrow-color": "#8a94a3" } },
      ],
      layout: { name: nodes.length > 300 ? "concentric" : "fcose", animate: false, nodeDimensionsIncludeLabels: true, padding: 20 },
    });
  }
}

export class Places extends View {
  constructor(yasr) { super(yasr); this.label = this.words.map; }
  get columns() {
    const found = (pattern) => this.names.find((name) => pattern.test(name) && this.rows.some((row) => isNumber(row[name])));
    return [found(/^lat/i), found(/^(long?|lng)/i)];
  }
  async draw() {
    const [lat, long] = this.columns;
    const spots = lat && long ? this.rows.filter((row) => isNumber(row[lat]) && isNumber(row[long])).map((row) => ({ at: [Number(row[long].value), Number(row[lat].value)], name: this.nameOf(row, [lat, long]) })) : [];
    if (!spots.length) return this.none();
    if (!window.atlas) await script("/static/vendor/atlas.js");
    this.place(drawn(spots.filter(({ at }) => Math.abs(at[0]) <= 180 && Math.abs(at[1]) <= 90).slice(0, 2000), this.words.map));
  }
  nameOf(row, taken) {
    const name = this.names.find((one) => !taken.includes(one) && row[one] && row[one].type !== "uri") ?? this.names.find((one) => row[one]?.type === "uri");
    return row[name]?.type === "uri" ? short(row[name].value) : (row[name]?.value ?? "");
  }
}

function drawn(spots, title) {
  const width = 960, height = 520, pad = 50;
  const round = { type: "MultiPoint", coordinates: spots.map(({ at }) => at) };
  const projection = window.atlas.geoEquirectangular().fitExtent([[pad, pad], [width - pad, height - pad]], round);
  if (projection.scale() > 6000 || !Number.isFinite(projection.scale())) projection.center(spots[0].at).scale(3000).translate([width / 2, height / 2]);
  const path = window.atlas.geoPath(projection.clipExtent([[0, 0], [width, height]]));
  const taken = [];
  const dots = spots.map(({ at, name }) => {
    const [x, y] = projection(at);
    const free = taken.every(([a, b]) => Math.abs(x - a) > 90 || Math.abs(y - b) > 13);
    if (free) taken.push([x, y]);
    return svg("g", {}, svg("circle", { cx: x, cy: y, r: 5, fill: "#c2410c", stroke: "#fff" }), svg("title", {}, name), ...(free ? [svg("text", { x: x + 7, y: y + 4, "font-size": 12 }, name)] : []));
  });
  return svg("svg", { viewBox: `0 0 ${width} ${height}`, class: "view map", role: "img", "aria-label": `${title}: ${spots.length}` },
    svg("rect", { width, height, fill: "#eef3f8" }), svg("path", { d: path(window.atlas.countries) ?? "", fill: "#fff", stroke: "#b8c2cf", "stroke-width": 0.6 }), ...dots);
}

export class Timeline extends View {
  constructor(yasr) { super(yasr); this.label = this.words.timeline; }
  draw() {
    const columns = this.names.filter((name) => this.rows.some((row) => day(row[name]) !== null));
    const bars = this.rows.map((row) => {
      const days = columns.map((name) => day(row[name])).filter((found) => found !== null);
      const name = this.names.find((one) => !columns.includes(one) && row[one] && row[one].type !== "uri") ?? this.names.find((one) => row[one]?.type === "uri");
      const text = row[name]?.type === "uri" ? short(row[name].value) : (row[name]?.value ?? "");
      return { first: Math.min(...days), last: Math.max(...days), text, dates: [...new Set(columns.map((one) => row[one]?.value.slice(0, 10)).filter(Boolean))].join(" – ") };
    }).filter(({ first }) => Number.isFinite(first)).sort((one, two) => one.first - two.first || one.last - two.last).slice(0, MOST);
    if (!bars.length) return this.none();
    const from = Math.floor(Math.min(...bars.map(({ first }) => first))), to = Math.ceil(Math.max(...bars.map(({ last }) => last)) + 0.01);
    const width = 960, line = 26, height = bars.length * line + 30, x = (at) => ((at - from) / (to - from)) * (width - 20) + 10;
    const step = Math.max(1, Math.ceil((to - from) / 12));
    const ticks = Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, at) => from + at * step);
    this.place(svg("svg", { viewBox: `0 0 ${width} ${height}`, class: "view timeline", role: "img", "aria-label": `${this.words.timeline}: ${bars.length}` },
      ...ticks.map((year) => svg("g", {}, svg("line", { x1: x(year), x2: x(year), y1: 18, y2: height, stroke: "#d8dee6" }), svg("text", { x: x(year), y: 12, "font-size": 11, "text-anchor": "middle" }, String(year)))),
      ...bars.map(({ first, last, text, dates }, at) => svg("g", {}, svg("rect", { x: x(first), width: Math.max(4, x(last) - x(first)), y: 34 + at * line, height: 6, rx: 3, fill: "#0b5c8a" }),
        svg("text", { ...(x(first) > width / 2 ? { x: x(last), "text-anchor": "end" } : { x: x(first) }), y: 31 + at * line, "font-size": 12 }, `${dates} · ${text}`.slice(0, 90))))));
  }
}
