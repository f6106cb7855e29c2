// The same as the picture, in words: every link with its quote and source.
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
