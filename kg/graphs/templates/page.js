"use strict";
// Everything shown comes from foreign texts: it reaches the page through textContent, and addresses
// become links only when they are http(s).
(() => {
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
  const state = { node: null, kinds: new Set(), relations: new Set(), edge: null, shown: 0 };
  const PAGE = 40;
  const dark = matchMedia("(prefers-color-scheme: dark)");
  let ink, paper, accent, face;

  // ---- what is visible -----------------------------------------------------------------------
  const nodeShown = (node) => !state.kinds.has(node.kind);
  const edgeShown = (edge) =>
    !state.relations.has(edge.relation) && nodeShown(nodes.get(edge.from)) && nodeShown(nodes.get(edge.to));
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
    opacity: !state.node || near.has(node.id) ? 1 : 0.18,
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
  const visNodes = new vis.DataSet(data.nodes.map((n) => ({
    id: n.id, x: n.x, y: n.y, size: n.size, shape: n.shape, ...nodeLook(n, new Set()) })));
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
      if (!nodeShown(node) || (state.node && rank(node) === 3)) continue;
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
  network.on("afterDrawing", (context) => {
    const scale = network.getScale();
    const taken = [];
    context.textAlign = "center";
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

  // ---- the panel: the same as the picture, in words --------------------------------------------
  const make = (tag, text, name) => {
    const element = document.createElement(tag);
    if (text !== undefined) element.textContent = text;
    if (name) element.className = name;
    return element;
  };
  const button = (id) => {
    const element = make("button", nodes.get(id).name);
    element.type = "button";
    element.addEventListener("click", () => choose(id, true));
    return element;
  };
  const address = (text) => {
    try {
      const url = new URL(text);
      return url.protocol === "https:" || url.protocol === "http:" ? url.href : null;
    } catch { return null; }
  };
  const link = (text, href) => {
    const element = make("a", text);
    element.href = href;
    element.rel = "noopener noreferrer nofollow";
    element.target = "_blank";
    return element;
  };
  const figure = (cite) => {
    const source = data.sources[cite.source];
    const element = make("figure");
    if (cite.quote === null) element.append(make("p", words["no-evidence"], "of"));
    else element.append(make("blockquote", cite.quote));
    const caption = make("figcaption");
    const [first, ...rest] = source.addresses.map((a) => [a, address(a)]);
    caption.append(first && first[1] ? link(source.title, first[1]) : make("span", source.title));
    for (const note of [source.publisher, source.published].filter(Boolean)) caption.append(" · ", note);
    if (first && !first[1]) caption.append(" · ", first[0]);
    for (const [text, href] of rest) {
      caption.append(" · ");
      caption.append(href ? link(new URL(href).hostname, href) : make("span", text));
    }
    caption.append(" · ", words.certainty + " " + cite.confidence);
    for (const word of cite.standing) caption.append(" ", make("span", word, "badge"));
    element.append(caption);
    return element;
  };
  const facts = (pairs) => pairs.map(([name, value]) => name + ": " + value).join(" · ");
  const item = (edge) => {
    const element = make("li");
    element.dataset.edge = edge.id;
    const says = make("p", undefined, "says");
    const end = (id) => (id === state.node ? make("strong", nodes.get(id).name) : button(id));
    says.append(end(edge.from), " ", make("span", edge.relationWord, "relation"), " ", end(edge.to));
    element.append(says);
    if (edge.printed) element.append(make("p", edge.printed, "printed"));
    if (edge.facts.length) element.append(make("p", facts(edge.facts), "of"));
    const [first, ...rest] = edge.cites;
    if (first) element.append(figure(first));
    else element.append(make("p", words["no-evidence"], "of"));
    if (rest.length) {
      const more = make("details");
      more.append(make("summary", words.evidence + " +" + (rest.length + edge.uncited)), ...rest.map(figure));
      element.append(more);
    }
    const light = (on) => () => { state.edge = on ? edge.id : null; element.classList.toggle("lit", on); visEdges.update(edgeLook(edge)); };
    element.addEventListener("mouseenter", light(true));
    element.addEventListener("mouseleave", light(false));
    element.addEventListener("focusin", light(true));
    element.addEventListener("focusout", light(false));
    return element;
  };
  const listed = () => (state.node ? linksOf.get(state.node) : data.edges);
  const fill = () => {
    const node = state.node && nodes.get(state.node);
    at("heading").textContent = node ? node.name : words["all-edges"];
    at("kind").hidden = at("all").hidden = !node;
    at("kind").textContent = node ? [node.kindWord, ...node.names].join(" · ") : "";
    at("facts").hidden = !(node && node.facts.length);
    at("facts").replaceChildren(...(node ? node.facts : []).flatMap(([name, value]) => [make("dt", name), make("dd", value)]));
    const visible = listed().filter(edgeShown);
    const hidden = listed().length - visible.length;
    at("status").textContent = visible.length + " " + words["count-edges"] + (hidden ? " · " + hidden + " " + words.hidden : "");
    at("links").replaceChildren();
    state.edge = null;
    state.shown = 0;
    extend(visible);
  };
  const extend = (visible) => {
    at("links").append(...visible.slice(state.shown, state.shown + PAGE).map(item));
    state.shown = Math.min(visible.length, state.shown + PAGE);
    at("more").hidden = state.shown >= visible.length;
  };
  at("more").addEventListener("click", () => {
    const first = state.shown;
    extend(listed().filter(edgeShown));
    at("links").children[first]?.querySelector("button")?.focus();
  });

  // ---- state, kept in the address ----------------------------------------------------------------
  const write = (push) => {
    const parts = new URLSearchParams();
    if (state.node) parts.set("node", state.node);
    if (state.kinds.size) parts.set("without", [...state.kinds].sort().join(","));
    if (state.relations.size) parts.set("hide", [...state.relations].sort().join(","));
    const hash = "#" + parts.toString();
    if (hash !== (location.hash || "#")) history[push ? "pushState" : "replaceState"](null, "", hash);
  };
  const read = () => {
    const parts = new URLSearchParams(location.hash.slice(1));
    const known = (name, where) => new Set((parts.get(name) || "").split(",").filter((id) => where.has(id)));
    state.node = nodes.has(parts.get("node")) ? parts.get("node") : null;
    state.kinds = known("without", new Set(data.nodes.map((n) => n.kind)));
    state.relations = known("hide", new Set(data.edges.map((e) => e.relation)));
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
  addEventListener("popstate", () => { read(); show(); });
  addEventListener("hashchange", () => { read(); show(); });
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
})();
