// Our engine as WebAssembly in Node.js, the same tasks as in a browser: node node.mjs PAGES SITE QUESTIONS.
// Prints what it measured as JSON.
import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

const [pages, site, questions] = process.argv.slice(2).map((path) => resolve(path));
const folder = (path) => `${pathToFileURL(path).href}/`;
const beside = folder(resolve(pages, ".."));

// Files of the site lie beside the pages, as a host would have them; the rest is the pages' own.
globalThis.fetch = async (url) => {
  const { href } = new URL(url);
  const own = href.startsWith(folder(pages));
  const place = own ? href : href.replace(beside, folder(site));
  const type = href.endsWith(".wasm") ? "application/wasm" : "application/octet-stream";
  return new Response(await readFile(new URL(place)), { headers: { "Content-Type": type } });
};

const { tasks } = await import(`${folder(pages)}tasks.js`);
const engine = await import(`${folder(pages)}engines/ours.js`);
const { queries } = JSON.parse(await readFile(questions, "utf8"));

await tasks.open(engine);
await tasks.search(engine, queries[0]);
const first = await tasks.memory();
await tasks.prepare(engine, queries);
const warm = await tasks.warm(engine, { queries, n_rounds: 3, budget_ms: 60_000 });
await tasks.prepare_snippets(engine, queries);
for (const query of queries) await tasks.snippets(engine, query);
const counts_ms = [];
for (const query of queries.filter(({ kind }) => kind === "common").slice(0, 3)) {
  const times = [];
  for (let nth = 0; nth < 6; nth += 1) times.push((await tasks.counts(engine, query)).ms);
  counts_ms.push(times.slice(1).sort((a, b) => a - b)[2]);
}
console.log(JSON.stringify({ warm, counts_ms, memory: [first, await tasks.memory()] }));
