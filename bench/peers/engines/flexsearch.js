// FlexSearch: the whole index in exported parts. No phrases, no ranking by BM25, no number of hits.
import { Document } from "flexsearch";
import { OPTIONS } from "./flexsearch-options.js";

const site = new URL("../../", import.meta.url);
let index;

export async function open() {
  index = new Document(OPTIONS);
  const parts = await (await fetch(new URL("parts.json", site))).json();
  await Promise.all(
    parts.map(async ([key, name]) => {
      const response = await fetch(new URL(name, site));
      index.import(key, await response.text());
    }),
  );
}

const hitsOf = (found) => found.map(({ id, doc }) => ({ id, title: doc?.title, excerpt: doc?.excerpt }));

export async function search({ kind, words, filter }) {
  // Its tokeniser was not told to index beginnings of words.
  if (kind === "prefix") return null;
  const options = { limit: 10, enrich: true, merge: true };
  if (filter) options.tag = { [filter.facet]: filter.value };
  return { n_hits: null, hits: hitsOf(index.search(words.join(" "), options)).slice(0, 10) };
}

export async function counts({ words }) {
  const values = new Set();
  for (const { doc } of index.search(words.join(" "), { limit: 10_000_000, enrich: true, merge: true })) {
    for (const facet of ["people", "orgs", "places", "source"]) {
      for (const value of [doc[facet]].flat()) values.add(`${facet}:${value}`);
    }
  }
  return values.size;
}

export async function typo(text) {
  return hitsOf(index.search(text, { limit: 10, enrich: true, merge: true, suggest: true }))
    .slice(0, 10)
    .map((hit) => hit.id);
}
