// The SPARQL editor over our own endpoint; the plain form stays for whoever has no scripts.
"use strict";
addEventListener("DOMContentLoaded", () => {
  const place = document.getElementById("yasgui");
  const form = document.getElementById("plain");
  const text = document.getElementById("query");
  if (!place || !window.Yasgui) return;
  const prefixes = JSON.parse(place.dataset.prefixes);
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
  const yasgui = new window.Yasgui(place, {
    requestConfig: { endpoint: `${location.origin}/sparql`, method: "GET" },
    copyEndpointOnNewTab: false, persistenceId: null, endpointCatalogueOptions: { getData: () => [] },
  });
  const tab = yasgui.getTab();
  tab.setQuery(text.value);
  form.hidden = true;
  for (const link of document.querySelectorAll("a.example")) {
    link.addEventListener("click", (event) => {
      event.preventDefault();
      yasgui.getTab().setQuery(link.dataset.query);
      place.scrollIntoView();
    });
  }
  if (new URLSearchParams(location.search).has("query")) tab.query();
});
