// Runs the learner's query and the solution, and compares their rows: names and order of the columns do not matter.
"use strict";
import { make } from "/static/explore-parts.js";

const byId = (id) => document.getElementById(id);
const form = byId("exercise");
const words = form.dataset;
const SHOWN = 20, KEY = "exercises";

async function run(query) {
  const answer = await fetch(`/sparql?query=${encodeURIComponent(query)}`, { headers: { Accept: "application/sparql-results+json" } });
  if (!answer.ok) throw new Error((await answer.text()).slice(0, 500));
  const { head, results } = await answer.json();
  if (!results) throw new Error(words.wrong);
  return { names: head.vars, rows: results.bindings.map((row) => head.vars.map((name) => row[name]?.value ?? "")) };
}

function key(rows) { return rows.map((row) => JSON.stringify([...row].sort())).sort().join("\n"); }

function verdict(mine, wanted) {
  if (key(mine.rows) === key(wanted.rows)) return words.right.replace("%n", mine.rows.length);
  if (mine.names.length !== wanted.names.length) return words.columns.replace("%n", wanted.names.length).replace("%m", mine.names.length);
  return words.wrong.replace("%n", mine.rows.length).replace("%m", wanted.rows.length);
}

function show({ names, rows }) {
  const head = make("thead", {}, make("tr", {}, ...names.map((name) => make("th", { scope: "col", textContent: name }))));
  const body = make("tbody", {}, ...rows.slice(0, SHOWN).map((row) => make("tr", {}, ...row.map((value) => make("td", { textContent: value })))));
  byId("rows").replaceChildren(head, body);
}

function solved(number) {
  let done = [];
  try {
    done = JSON.parse(localStorage.getItem(KEY) ?? "[]");
    if (number && !done.includes(number)) localStorage.setItem(KEY, JSON.stringify([...done, number]));
    if (number) done = [...new Set([...done, number])];
  } catch { /* nothing is kept where the browser keeps nothing */ }
  const place = byId("solved");
  place.textContent = done.length ? place.dataset.words.replace("%n", done.length).replace("%m", place.dataset.last) : "";
}

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  byId("verdict").textContent = "…";
  try {
    const [mine, wanted] = [await run(byId("query").value), await run(byId("solution").textContent)];
    show(mine);
    byId("verdict").textContent = verdict(mine, wanted);
    const right = key(mine.rows) === key(wanted.rows);
    byId("verdict").dataset.right = right ? "yes" : "no";
    if (right) solved(Number(words.number));
  } catch (error) {
    byId("rows").replaceChildren();
    byId("verdict").dataset.right = "no";
    byId("verdict").textContent = `${words.fault} ${error.message}`;
  }
});
byId("query").addEventListener("input", () => { byId("editor").href = `/query?query=${encodeURIComponent(byId("query").value)}`; });
solved();
