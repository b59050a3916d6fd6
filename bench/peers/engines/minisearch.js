// MiniSearch: the whole index in one JSON file. No phrases: their words are asked for together.
import MiniSearch from "minisearch";
import { OPTIONS } from "./minisearch-options.js";

let index;

export async function open() {
  const response = await fetch(new URL("../../index.json", import.meta.url));
  index = MiniSearch.loadJSON(await response.text(), OPTIONS);
}

const shown = (found) => found.slice(0, 10).map(({ id, title, excerpt }) => ({ id, title, excerpt }));

export async function search({ kind, words, filter }) {
  const options = { prefix: kind === "prefix" };
  if (filter) options.filter = (hit) => [hit[filter.facet]].flat().includes(filter.value);
  const found = index.search(words.join(" "), options);
  return { n_hits: found.length, hits: shown(found) };
}

export async function counts({ words }) {
  const values = new Map();
  for (const hit of index.search(words.join(" "))) {
    for (const facet of ["people", "orgs", "places", "source"]) {
      for (const value of [hit[facet]].flat()) {
        const key = `${facet}:${value}`;
        values.set(key, (values.get(key) ?? 0) + 1);
      }
    }
  }
  return values.size;
}

export async function typo(text) {
  return shown(index.search(text, { fuzzy: 0.2 })).map((hit) => hit.id);
}
