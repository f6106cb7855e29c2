// The picture of the explorer: Cytoscape over what is shown, and its export with the citation in it.
"use strict";

const SHAPES = { dot: "ellipse", circle: "ellipse", box: "round-rectangle", square: "rectangle", database: "barrel", triangleDown: "vee" };
let picture = null;

// On dark paper a dark colour is mixed with white, so that it is seen.
function lit(colour) {
  if (!matchMedia("(prefers-color-scheme: dark)").matches) return colour;
  const parts = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
  return `#${parts.map((part) => Math.round(part * 0.6 + 255 * 0.4).toString(16).padStart(2, "0")).join("")}`;
}

export const current = () => picture;

function elements({ nodes, edges, pins }, before, near) {
  const place = (id) => pins.get(id) ?? before.get(id) ?? (near ? { x: near.x + (Math.sin(id.length * 7 + id.charCodeAt(id.length - 1)) * 120), y: near.y + Math.cos(id.charCodeAt(id.length - 1) * 3) * 120 } : undefined);
  return [
    ...nodes.map((node) => ({ data: { id: node.id, label: node.label, name: node.name, colour: lit(node.color), shape: SHAPES[node.shape] ?? node.shape }, locked: pins.has(node.id), position: place(node.id) && { ...place(node.id) } })),
    ...edges.map((edge, at) => ({ data: { id: `e${at}`, source: edge.from, target: edge.to, label: edge.label, colour: lit(edge.color), edge } })),
  ];
}

// Labels come in lines: to measure each word of them is a fifth of what the first view takes.
function style() {
  const ink = getComputedStyle(document.body).color;
  const paper = getComputedStyle(document.documentElement).backgroundColor;
  return [
    { selector: "node", style: { label: "data(label)", "background-color": "data(colour)", shape: "data(shape)", color: ink, "font-size": 11,
      "text-wrap": "wrap", "text-max-width": 1000, "text-valign": "bottom", "text-margin-y": 4, width: 26, height: 26,
      "text-outline-color": paper, "text-outline-width": 2, "border-width": 1.5, "border-color": ink } },
    { selector: "edge", style: { "line-color": "data(colour)", width: 1.5, "curve-style": "bezier", "target-arrow-shape": "triangle", "target-arrow-color": "data(colour)", opacity: 0.75 } },
    { selector: ":locked", style: { "border-style": "double", "border-width": 5 } },
    { selector: ":selected", style: { "border-width": 4, "border-color": "#c2410c", "line-color": "#c2410c", width: 3 } },
    { selector: "node:selected", style: { width: 34, height: 34 } },
  ];
}

function layout(now, before) {
  const fixed = [...now.pins].filter(([id]) => now.nodes.some((node) => node.id === id));
  if (now.nodes.every((node) => before.has(node.id))) return { name: "preset", fit: false };
  return { name: "fcose", quality: "default", animate: false, randomize: before.size === 0, nodeDimensionsIncludeLabels: true,
    idealEdgeLength: 120, nodeRepulsion: 9000, packComponents: true, padding: 20,
    fixedNodeConstraint: fixed.map(([nodeId, { x, y }]) => ({ nodeId, position: { x, y } })) };
}

// Where a thing stands in the picture, in whole steps, so that an address can say it.
export function placeOf(id) {
  const { x, y } = picture?.getElementById(id).position() ?? { x: 0, y: 0 };
  return { x: Math.round(x), y: Math.round(y) };
}

// Hold the pinned things where they are pinned and let the others go.
export function hold(pins) {
  picture?.nodes().forEach((node) => {
    node.unlock();
    const place = pins.get(node.id());
    if (place) node.position({ ...place }).lock();
  });
}

export function paint(container, now, focus, acts, fresh) {
  window.cytoscape.warnings(false);
  const before = new Map();
  if (!fresh) picture?.nodes().forEach((node) => before.set(node.id(), { ...node.position() }));
  const view = before.size ? { zoom: picture.zoom(), pan: { ...picture.pan() } } : null;
  picture?.destroy();
  const chosen = layout(now, before);
  picture = window.cytoscape({ container, minZoom: 0.1, maxZoom: 4, style: style(), elements: elements(now, before, before.get(focus)), layout: { name: "preset", fit: false } });
  picture.layout(chosen).run();
  if (chosen.name === "preset" && view) picture.viewport(view);
  picture.on("tap", "node", (event) => acts.choose(event.target.id()));
  picture.on("tap", "edge", (event) => acts.evidence(event.target.data("edge")));
  picture.on("dbltap", "node", (event) => acts.open(event.target.id()));
  if (focus) picture.getElementById(focus).select();
}

function save(name, content) {
  const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(content), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

function escaped(text) { return text.replace(/[&<>"']/g, (mark) => `&#${mark.charCodeAt(0)};`); }

export function svgOf(citation) {
  const room = picture.elements().boundingBox();
  const pad = 30;
  const lines = picture.edges().map((edge) => {
    const from = edge.source().position(), to = edge.target().position();
    return `<line x1="${from.x}" y1="${from.y}" x2="${to.x}" y2="${to.y}" stroke="${escaped(edge.data("colour"))}" stroke-width="1.5"><title>${escaped(edge.data("label"))}</title></line>`;
  });
  const dots = picture.nodes().map((node) => {
    const { x, y } = node.position();
    return `<circle cx="${x}" cy="${y}" r="13" fill="${escaped(node.data("colour"))}"/><text x="${x}" y="${y + 28}" text-anchor="middle" font-size="11" font-family="sans-serif">${escaped(node.data("name"))}</text>`;
  });
  const note = `<text x="${room.x1 - pad + 8}" y="${room.y2 + pad + 14}" font-size="10" font-family="sans-serif">${escaped(citation)}</text>`;
  const wide = Math.max(room.w + 2 * pad, citation.length * 5.6);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${room.x1 - pad} ${room.y1 - pad} ${wide} ${room.h + 2 * pad + 24}"><desc>${escaped(citation)}</desc>${lines.join("")}${dots.join("")}${note}</svg>`;
}

export function saveSvg(citation) { save("graph.svg", new Blob([svgOf(citation)], { type: "image/svg+xml" })); }

export async function savePng(citation) {
  const drawn = await createImageBitmap(picture.png({ output: "blob", full: true, scale: 2, bg: "#ffffff" }));
  const canvas = document.createElement("canvas"), pen = canvas.getContext("2d");
  pen.font = "22px sans-serif";
  canvas.width = Math.max(drawn.width, pen.measureText(citation).width + 32); canvas.height = drawn.height + 56;
  pen.fillStyle = "#ffffff"; pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.drawImage(drawn, 0, 0);
  pen.fillStyle = "#1b2430"; pen.font = "22px sans-serif"; pen.fillText(citation, 16, canvas.height - 20);
  canvas.toBlob((blob) => save("graph.png", blob));
}
