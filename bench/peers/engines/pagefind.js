// Pagefind: its own files and its own script. A phrase is a query wholly in quotation marks.
const script = new URL("../../pagefind/pagefind.js", import.meta.url).href;
let pagefind;

export async function open() {
  pagefind = await import(/* @vite-ignore */ script);
  await pagefind.init();
}

async function shown({ results }) {
  const data = await Promise.all(results.slice(0, 10).map((result) => result.data()));
  return data.map(({ url, meta, excerpt }) => ({ id: url.replace(/^.*\//, ""), title: meta.title, excerpt }));
}

export async function search({ kind, words, filter }) {
  const text = words.join(" ");
  const options = filter ? { filters: { [filter.facet]: filter.value } } : {};
  const found = await pagefind.search(kind === "phrase" ? `"${text}"` : text, options);
  return { n_hits: found.results.length, hits: await shown(found) };
}

export async function counts({ words }) {
  await pagefind.filters();
  const { filters } = await pagefind.search(words.join(" "));
  const values = Object.values(filters).flatMap((facet) => Object.values(facet));
  return values.filter((n) => n > 0).length;
}

export async function typo(text) {
  return (await shown(await pagefind.search(text))).map((hit) => hit.id);
}
