// Builds one peer's index over the articles: node build.mjs PEER ARTICLES.jsonl OUT
// Every peer is given the same: headline, text, date, and four facets. What a page must show of a hit (title, excerpt)
// is stored in the index, as each of them recommends.
import { createReadStream, mkdirSync, writeFileSync } from "node:fs";
import { createInterface } from "node:readline";

const [peer, articles, out] = process.argv.slice(2);
const FACETS = ["people", "orgs", "places"];

async function* each() {
  const lines = createInterface({ input: createReadStream(articles), crlfDelay: Infinity });
  for await (const line of lines) if (line.trim()) yield JSON.parse(line);
}

// What a list shows of a hit: Pagefind's own length, 30 words.
const excerptOf = (text) => text.split(/\s+/).slice(0, 30).join(" ");
const textOf = (article) => article.paragraphs.join("\n");

function write(name, text) {
  mkdirSync(out, { recursive: true });
  writeFileSync(`${out}/${name}`, text);
}

async function pagefind() {
  const { createIndex, close } = await import("pagefind");
  const { index, errors } = await createIndex();
  if (!index) throw new Error(errors.join("; "));
  for await (const article of each()) {
    const filters = { source: [article.source] };
    for (const facet of FACETS) if (article[facet].length) filters[facet] = article[facet];
    const record = {
      url: `/${article.id}`,
      content: `${article.title}\n${textOf(article)}`,
      language: article.lang,
      meta: { title: article.title, date: article.date ?? "" },
      filters,
      sort: { date: article.date ?? "" },
    };
    const added = await index.addCustomRecord(record);
    if (added.errors.length) throw new Error(added.errors.join("; "));
  }
  const written = await index.writeFiles({ outputPath: `${out}/pagefind` });
  if (written.errors.length) throw new Error(written.errors.join("; "));
  await close();
}

async function minisearch() {
  const { default: MiniSearch } = await import("minisearch");
  const { OPTIONS } = await import("./engines/minisearch-options.js");
  const index = new MiniSearch(OPTIONS);
  for await (const article of each()) {
    const text = textOf(article);
    const { id, title, source, people, orgs, places } = article;
    index.add({ id, title, text, excerpt: excerptOf(text), source, people, orgs, places });
  }
  write("index.json", JSON.stringify(index));
}

async function flexsearch() {
  const { Document } = (await import("flexsearch")).default;
  const { OPTIONS } = await import("./engines/flexsearch-options.js");
  const index = new Document(OPTIONS);
  for await (const article of each()) {
    const text = textOf(article);
    const { id, title, source, people, orgs, places } = article;
    index.add({ id, title, text, excerpt: excerptOf(text), source, people, orgs, places });
  }
  const names = [];
  await index.export((key, data) => {
    if (data === undefined || data === null) return;
    const name = `part${names.length}.json`;
    names.push([key, name]);
    write(name, data);
  });
  write("parts.json", JSON.stringify(names));
}

async function orama() {
  const { create, insertMultiple, save } = await import("@orama/orama");
  const { SCHEMA } = await import("./engines/orama-schema.js");
  const index = create({ schema: SCHEMA, language: "english" });
  let batch = [];
  const flush = async () => {
    await insertMultiple(index, batch, 500);
    batch = [];
  };
  for await (const article of each()) {
    const { id, title, source, people, orgs, places } = article;
    batch.push({ id, title, text: textOf(article), source, people, orgs, places });
    if (batch.length === 2000) await flush();
  }
  await flush();
  write("index.json", JSON.stringify(await save(index)));
}

const builders = { pagefind, minisearch, flexsearch, orama };
await builders[peer]();
