// The SPARQL editor over our own endpoint; the plain form stays for whoever has no scripts.
"use strict";
import { speak } from "/static/query-words.js";
import { Graph, Places, Timeline } from "/static/query-views.js";

const VIEWS = { graph: Graph, map: Places, timeline: Timeline };
addEventListener("DOMContentLoaded", () => {
  const place = document.getElementById("yasgui");
  const form = document.getElementById("plain");
  const text = document.getElementById("query");
  if (!place || !window.Yasgui) return;
  const prefixes = JSON.parse(place.dataset.prefixes);
  const words = JSON.parse(place.dataset.words);
  if (Object.keys(words).length) speak(place, words);
  window.Yasqe.defaults.autocompleters = ["variables", "ontology", "prefixes-of-ours"];
  window.Yasqe.registerAutocompleter(
    { name: "prefixes-of-ours", isValidCompletionPosition: (editor) => editor.getTokenAt(editor.getDoc().getCursor()).string.length > 0,
      get: () => Object.entries(prefixes).map(([name, space]) => `${name}: <${space}>`), persistenceId: null, bulk: true }, true);
  window.Yasqe.registerAutocompleter(
    { name: "ontology", isValidCompletionPosition: (editor) => /^[a-z]+:\w*$/.test(editor.getCompleteToken().string),
      get: () => terms, persistenceId: null, bulk: true }, true);
  let terms = [];
  fetch("/def.jsonld").then((answer) => answer.json()).then((graph) => {
    const nodes = Array.isArray(graph) ? graph : (graph["@graph"] ?? []);
    terms = nodes.map((node) => node["@id"]).filter((id) => id && id.includes("#")).map((id) => `scg:${id.split("#")[1]}`);
  }).catch(() => {});
  for (const [name, view] of Object.entries(VIEWS)) window.Yasgui.Yasr.registerPlugin(name, view, true);
  window.Yasgui.Yasr.defaults.pluginOrder = ["table", ...Object.keys(VIEWS), "response"];
  const yasgui = new window.Yasgui(place, {
    requestConfig: { endpoint: `${location.origin}/sparql`, method: "GET" },
    copyEndpointOnNewTab: false, persistenceId: null, endpointCatalogueOptions: { getData: () => [] },
  });
  const tab = yasgui.getTab();
  tab.setQuery(text.value);
  const said = new URLSearchParams(location.search);
  let view = said.get("view") ?? "table";
  const yasr = tab.getYasr();
  yasr.on("drawn", () => remember());
  const remember = () => {
    const link = `/query?${new URLSearchParams({ query: tab.getQuery(), view: currentView(yasr) ?? view })}`;
    history.replaceState(null, "", link);
    document.getElementById("permalink").href = link;
    document.getElementById("permalink").hidden = false;
  };
  tab.on("queryResponse", remember);
  form.hidden = true;
  for (const link of document.querySelectorAll("a.example")) {
    link.addEventListener("click", (event) => {
      event.preventDefault();
      yasgui.getTab().setQuery(link.dataset.query);
      place.scrollIntoView();
    });
  }
  if (VIEWS[view]) yasr.selectPlugin(view);
  if (said.has("query")) tab.query().catch(() => {}); // what went wrong stands in the result
});

// The name of the view that is drawn, as the address says it.
function currentView(yasr) { return Object.keys(yasr.plugins).find((name) => yasr.plugins[name] === yasr.drawnPlugin || name === yasr.drawnPlugin); }

