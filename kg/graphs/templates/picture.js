// The three scripts of the page are joined into one function: this one draws, panel.js lists, controls.js steers.
// Everything shown comes from foreign texts: it reaches the page through textContent, and addresses
// become links only when they are http(s).
const data = JSON.parse(document.getElementById("data").textContent);
const words = data.words;
const at = (id) => document.getElementById(id);
const calm = matchMedia("(prefers-reduced-motion: reduce)");
const nodes = new Map(data.nodes.map((node) => [node.id, node]));
const edges = new Map(data.edges.map((edge) => [edge.id, edge]));
const linksOf = new Map(data.nodes.map((node) => [node.id, []]));
for (const edge of data.edges) {
  linksOf.get(edge.from).push(edge);
  linksOf.get(edge.to).push(edge);
}
const state = { node: null, kinds: new Set(), relations: new Set(), edge: null, shown: 0, year: null };
const PAGE = 40;
const dark = matchMedia("(prefers-color-scheme: dark)");
let ink, paper, accent, face;

// ---- what is visible -----------------------------------------------------------------------
const nodeShown = (node) => !state.kinds.has(node.kind);
// A link without a date may hold in any year.
const inYear = ({ when }) => state.year === null || !when ||
  ((when[0] === null || when[0] <= state.year) && (when[1] === null || state.year <= when[1]));
const edgeShown = (edge) =>
  !state.relations.has(edge.relation) && inYear(edge) && nodeShown(nodes.get(edge.from)) && nodeShown(nodes.get(edge.to));
const alone = (node) => state.year !== null && !linksOf.get(node.id).some(edgeShown);
const beside = () => {
  const near = new Set([state.node]);
  if (state.node) for (const e of linksOf.get(state.node)) if (edgeShown(e)) { near.add(e.from); near.add(e.to); }
  return near;
};

// ---- the picture ---------------------------------------------------------------------------
const colours = () => {
  const style = getComputedStyle(document.documentElement);
  [ink, paper, accent, face] = ["--ink", "--paper", "--accent", "--face"].map((name) => style.getPropertyValue(name).trim());
  for (const mark of document.querySelectorAll("[data-colour]")) mark.setAttribute("fill", tint(mark.dataset.colour));
};
// On a dark page the colours of the ontology, made for white paper, are mixed with white.
const tint = (colour) => {
  if (!dark.matches) return colour;
  const part = (i) => Math.round(0.6 * parseInt(colour.slice(i, i + 2), 16) + 0.4 * 255).toString(16).padStart(2, "0");
  return "#" + [1, 3, 5].map(part).join("");
};
colours();
const nodeLook = (node, near) => ({
  id: node.id,
  hidden: !nodeShown(node),
  opacity: (!state.node || near.has(node.id)) && !alone(node) ? 1 : 0.18,
  borderWidth: node.id === state.node ? 3 : 1.5,
  color: { background: tint(node.color), border: node.id === state.node ? ink : paper,
           highlight: { background: tint(node.color), border: ink }, hover: { background: tint(node.color), border: ink } },
});
const edgeLook = (edge) => {
  const own = state.node && (edge.from === state.node || edge.to === state.node);
  const lit = edge.id === state.edge;
  return {
    id: edge.id,
    hidden: !edgeShown(edge),
    width: lit ? 3.5 : own ? 2 : 1.2,
    color: { color: tint(edge.color), highlight: tint(edge.color), hover: tint(edge.color),
             opacity: lit ? 1 : own ? 0.9 : state.node ? 0.1 : 0.5 },
  };
};
// vis-network makes these two as large as the label inside them, and ours have none inside.
const OUTLINES = {
  box: (context, x, y, r) => context.roundRect(x - 1.1 * r, y - 0.7 * r, 2.2 * r, 1.4 * r, 0.3 * r),
  ellipse: (context, x, y, r) => context.ellipse(x, y, 1.15 * r, 0.7 * r, 0, 0, 2 * Math.PI),
};
const outlined = (shape) => ({ ctx, x, y, style }) => ({
  drawNode() {
    ctx.save();
    ctx.globalAlpha = style.opacity ?? 1;
    ctx.beginPath();
    OUTLINES[shape](ctx, x, y, style.size);
    [ctx.fillStyle, ctx.strokeStyle, ctx.lineWidth] = [style.color, style.borderColor, style.borderWidth];
    ctx.fill();
    ctx.stroke();
    ctx.restore();
  },
  nodeDimensions: { width: 2.2 * style.size, height: 1.4 * style.size },
});
const visNodes = new vis.DataSet(data.nodes.map((n) => ({
  id: n.id, x: n.x, y: n.y, size: n.size, ...nodeLook(n, new Set()),
  ...(n.shape in OUTLINES ? { shape: "custom", ctxRenderer: outlined(n.shape) } : { shape: n.shape }) })));
const visEdges = new vis.DataSet(data.edges.map((e) => ({
  id: e.id, from: e.from, to: e.to, smooth: e.smooth, ...edgeLook(e) })));
const box = at("picture");
const network = new vis.Network(box, { nodes: visNodes, edges: visEdges }, {
  autoResize: true,
  physics: { enabled: false },
  layout: { improvedLayout: false, randomSeed: 1 },
  interaction: { hover: true, multiselect: false, hideEdgesOnDrag: false, keyboard: false, tooltipDelay: 1e9 },
  edges: { smooth: false, selectionWidth: 0, hoverWidth: 0.5, arrows: { to: { enabled: true, scaleFactor: 0.45 } } },
  nodes: { labelHighlightBold: false },
});
const frame = box.querySelector(".vis-network");
if (frame) frame.tabIndex = -1;

// Labels keep their size on the screen at every zoom, and give way to more important ones.
const HUBS = 12;  // so many of the most linked always show their name, even over a mark
const order = [...data.nodes].sort((a, b) => b.size - a.size || (a.name < b.name ? -1 : 1));
let hovered = null;
const free = (taken, area) =>
  !taken.some((t) => t[0] < area[2] && area[0] < t[2] && t[1] < area[3] && area[1] < t[3]);
const text = (context, rows, x, top, height) => rows.forEach((row, i) => {
  context.strokeText(row, x, top + i * height);
  context.fillText(row, x, top + i * height);
});
const nodeLabels = (context, scale, taken) => {
  const near = beside();
  const rank = (n) => (n.id === state.node ? 0 : n.id === hovered ? 1 : state.node && near.has(n.id) ? 2 : 3);
  const marks = data.nodes.filter(nodeShown).map((n) => {
    const { x, y } = network.getPosition(n.id);
    const r = n.size * 0.8;
    return [x - r, y - r, x + r, y + r];
  });
  const hubs = new Set(order.filter(nodeShown).slice(0, HUBS));
  for (const node of [...order].sort((a, b) => rank(a) - rank(b))) {
    if (!nodeShown(node) || alone(node) || (state.node && rank(node) === 3)) continue;
    const size = (node.id === state.node ? 14 : 12) / scale;
    context.font = (rank(node) < 2 ? "600 " : "") + size + "px " + face;
    const { x, y } = network.getPosition(node.id);
    const rows = node.label.split("\n");
    const half = Math.max(...rows.map((row) => context.measureText(row).width)) / 2;
    const top = y + node.size + 4 / scale;
    const area = [x - half, top, x + half, top + rows.length * size * 1.15];
    if (rank(node) > 1 && !(free(taken, area) && (hubs.has(node) || free(marks, area)))) continue;
    taken.push(area);
    text(context, rows, x, top, size * 1.15);
  }
};
const edgeLabels = (context, scale, taken) => {
  const mine = [...(state.edge ? [edges.get(state.edge)] : []), ...(state.node ? linksOf.get(state.node) : [])];
  for (const edge of mine) {
    if (!edgeShown(edge) || edge.smooth) continue;
    const [a, b] = [network.getPosition(edge.from), network.getPosition(edge.to)];
    const size = 11 / scale;
    context.font = (edge.id === state.edge ? "600 " : "") + size + "px " + face;
    const half = context.measureText(edge.label).width / 2;
    const [x, y] = [(a.x + b.x) / 2, (a.y + b.y) / 2];
    const area = [x - half, y - size / 2, x + half, y + size / 2];
    if (!free(taken, area)) continue;
    taken.push(area);
    text(context, [edge.label], x, area[1], size);
  }
};
// The letters of its kind stand in every mark that is large enough on the screen.
const letters = (context, scale) => {
  const near = beside();
  context.fillStyle = paper;
  context.textBaseline = "middle";
  for (const node of data.nodes) {
    const faded = alone(node) || (state.node && !near.has(node.id));
    if (!nodeShown(node) || faded || node.size * scale < 12) continue;  // smaller letters cannot be read
    const { x, y } = network.getPosition(node.id);
    const lift = { triangle: 0.15, triangleDown: -0.15 }[node.shape] || 0;
    context.font = "600 " + node.size * 0.72 + "px " + face;
    context.fillText(node.icon, x, y + lift * node.size);
  }
};
network.on("afterDrawing", (context) => {
  const scale = network.getScale();
  const taken = [];
  context.textAlign = "center";
  letters(context, scale);
  context.textBaseline = "top";
  context.lineJoin = "round";
  context.lineWidth = 4 / scale;
  context.strokeStyle = paper;
  context.fillStyle = ink;
  nodeLabels(context, scale, taken);
  edgeLabels(context, scale, taken);
});
const redraw = () => {
  const near = beside();
  visNodes.update(data.nodes.map((node) => nodeLook(node, near)));
  visEdges.update(data.edges.map(edgeLook));
};
const motion = () => (calm.matches ? false : { duration: 250, easingFunction: "easeInOutQuad" });
const fit = (animation) => {
  network.fit({ nodes: data.nodes.filter(nodeShown).map((n) => n.id), maxZoomLevel: 1.3, animation: false });
  network.moveTo({ scale: network.getScale() * 0.93, offset: { x: 0, y: -10 }, animation });  // room for the labels below
};
