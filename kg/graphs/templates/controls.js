// State, kept in the address; search, filters, the year, tools.
const write = (push) => {
  const parts = new URLSearchParams();
  if (state.node) parts.set("node", state.node);
  if (state.kinds.size) parts.set("without", [...state.kinds].sort().join(","));
  if (state.relations.size) parts.set("hide", [...state.relations].sort().join(","));
  if (state.year !== null) parts.set("year", state.year);
  const hash = "#" + parts.toString();
  if (hash !== (location.hash || "#")) history[push ? "pushState" : "replaceState"](null, "", hash);
};
const year = at("year");
const setYear = (value) => {
  state.year = value === null || value < data.years[0] || value > data.years[1] ? null : value;
  year.value = state.year ?? Number(year.min);
  const word = state.year === null ? words["any-time"] : String(state.year);
  at("year-word").textContent = word;
  year.setAttribute("aria-valuetext", word);
};
year.addEventListener("input", () => {
  setYear(Number(year.value));
  write(false);
  redraw();
  fill();
});
const read = () => {
  const parts = new URLSearchParams(location.hash.slice(1));
  const known = (name, where) => new Set((parts.get(name) || "").split(",").filter((id) => where.has(id)));
  state.node = nodes.has(parts.get("node")) ? parts.get("node") : null;
  state.kinds = known("without", new Set(data.nodes.map((n) => n.kind)));
  state.relations = known("hide", new Set(data.edges.map((e) => e.relation)));
  setYear(data.years && /^\d{4}$/.test(parts.get("year") || "") ? Number(parts.get("year")) : null);
  for (const [id, hidden] of [["kinds", state.kinds], ["relations", state.relations]])
    for (const input of at(id).querySelectorAll("input")) input.checked = !hidden.has(input.value);
};
const show = () => {
  redraw();
  fill();
  if (state.node) {
    network.selectNodes([state.node], false);
    network.focus(state.node, { scale: Math.min(1.2, Math.max(network.getScale(), 0.7)), animation: motion() });
  } else network.unselectAll();
};
const choose = (id, push) => {
  if (id && !nodeShown(nodes.get(id))) {
    state.kinds.delete(nodes.get(id).kind);
    for (const input of at("kinds").querySelectorAll("input")) input.checked = !state.kinds.has(input.value);
  }
  state.node = id;
  write(push);
  show();
  at("panel").scrollTop = 0;
  if (at("panel").contains(document.activeElement) || document.activeElement === document.body) at("panel").focus({ preventScroll: true });
};
for (const id of ["kinds", "relations"])
  at(id).addEventListener("change", (event) => {
    state[id][event.target.checked ? "delete" : "add"](event.target.value);
    if (state.node && !nodeShown(nodes.get(state.node))) state.node = null;
    write(false);
    redraw();
    fill();
  });
// A fragment without "=" is an anchor in the page (the skip link), not a state: drawing anew would take the focus away.
function restore() { if (!location.hash || location.hash.includes("=")) { read(); show(); } }
addEventListener("popstate", restore);
addEventListener("hashchange", restore);
dark.addEventListener("change", () => { colours(); redraw(); });

// ---- search, tools -----------------------------------------------------------------------------
const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
const index = data.nodes.map((node) => [node, [node.name, ...node.names].map(fold)]);
const matches = (text) => {
  const wanted = fold(text.trim());
  if (!wanted) return [];
  const score = (names) => Math.max(...names.map((n) => (n === wanted ? 3 : n.startsWith(wanted) ? 2 : n.includes(wanted) ? 1 : 0)));
  return index.map(([node, names]) => [score(names), node]).filter(([s]) => s > 0)
    .sort((a, b) => b[0] - a[0] || b[1].size - a[1].size).slice(0, 12).map(([, node]) => node);
};
const search = at("search");
const close = () => { at("matches").hidden = true; };
const pick = (node) => { search.value = ""; close(); choose(node.id, true); };
search.addEventListener("input", () => {
  const found = matches(search.value);
  at("matches").hidden = !search.value.trim();
  at("matches").replaceChildren(...(found.length ? found : [null]).map((node) => {
    const row = make("li");
    if (!node) row.append(make("p", words["no-match"]));
    else {
      const element = make("button");
      element.type = "button";
      element.append(make("span", node.name), make("small", node.kindWord));
      element.addEventListener("click", () => pick(node));
      row.append(element);
    }
    return row;
  }));
});
search.addEventListener("keydown", (event) => {
  const [best] = matches(search.value);
  if (event.key === "Enter" && best) pick(best);
  if (event.key === "Escape") close();
  if (event.key === "ArrowDown") { event.preventDefault(); at("matches").querySelector("button")?.focus(); }
});
at("matches").addEventListener("keydown", (event) => {
  const row = event.target.closest("li");
  const step = { ArrowDown: row?.nextElementSibling, ArrowUp: row?.previousElementSibling }[event.key];
  if (event.key === "Escape") { close(); search.focus(); }
  if (event.key === "ArrowDown" || event.key === "ArrowUp") { event.preventDefault(); (step?.querySelector("button") || search).focus(); }
});
document.addEventListener("click", (event) => { if (!event.target.closest(".search")) close(); });
at("all").addEventListener("click", () => choose(null, true));
at("fit").addEventListener("click", () => fit(motion()));
const zoom = (factor) => () => network.moveTo({ scale: network.getScale() * factor, animation: motion() });
at("closer").addEventListener("click", zoom(1.35));
at("farther").addEventListener("click", zoom(1 / 1.35));
at("png").addEventListener("click", () => {
  const drawn = box.querySelector("canvas");
  const copy = document.createElement("canvas");
  [copy.width, copy.height] = [drawn.width, drawn.height];
  const context = copy.getContext("2d");
  context.fillStyle = paper;
  context.fillRect(0, 0, copy.width, copy.height);
  context.drawImage(drawn, 0, 0);
  copy.toBlob((blob) => {
    const element = make("a");
    element.href = URL.createObjectURL(blob);
    element.download = data.file + ".png";
    element.click();
    setTimeout(() => URL.revokeObjectURL(element.href), 1000);
  });
});
network.on("click", (event) => {
  const [id] = event.nodes;
  if (id || state.node) choose(id || null, true);
});
network.on("hoverNode", (event) => { hovered = event.node; network.redraw(); });
network.on("blurNode", () => { hovered = null; network.redraw(); });

read();
fit(false);
show();
document.documentElement.dataset.ready = "yes";
