// Orama: the whole database in one JSON file, full texts included. Phrases only by its `exact` mode.
import { create, load, search as find } from "@orama/orama";
import { SCHEMA } from "./orama-schema.js";

let index;
const PROPERTIES = ["title", "text"];

export async function open() {
  index = create({ schema: SCHEMA, language: "english" });
  const response = await fetch(new URL("../../index.json", import.meta.url));
  load(index, await response.json());
}

const excerptOf = (text) => text.split(/\s+/, 30).join(" ");
const shown = ({ hits }) => hits.map(({ id, document }) => ({ id, title: document.title, excerpt: excerptOf(document.text) }));

export async function search({ kind, words, filter }) {
  const options = { term: words.join(" "), properties: PROPERTIES, limit: 10, threshold: 0, boost: { title: 2 } };
  if (kind === "phrase") options.exact = true;
  if (filter) {
    options.where = { [filter.facet]: filter.facet === "source" ? { eq: filter.value } : { containsAll: [filter.value] } };
  }
  const found = await find(index, options);
  return { n_hits: found.count, hits: shown(found) };
}

export async function counts({ words }) {
  const facets = { source: {}, people: {}, orgs: {}, places: {} };
  const found = await find(index, { term: words.join(" "), properties: PROPERTIES, limit: 0, threshold: 0, facets });
  return Object.values(found.facets).reduce((sum, facet) => sum + facet.count, 0);
}

export async function typo(text) {
  const found = await find(index, { term: text, properties: PROPERTIES, limit: 10, tolerance: 1 });
  return shown(found).map((hit) => hit.id);
}
