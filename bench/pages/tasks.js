// What is asked of every engine, and how it is timed. An engine is a module with
//   open()                loads what must be there before the first query
//   prepare(queries)      optional: looks up what its syntax needs (the ids of facet values), untimed
//   search(query)         -> { n_hits, hits: [{ id, title, excerpt }] } of ten, or null when it cannot ask that;
//                         n_hits is null when it does not say how many
//   prepare_snippets(queries), snippets(query)
//                         optional: best passages for the ten shown, where they are asked for apart from the list
//   counts(query)         -> how many values of all facets have an article
//   typo(text)            -> ids of the first ten, misspelt words allowed

// WebAssembly's own memory is not in what a browser tells of a page's: the modules' memories are noted as they are made.
const memories = new Set();
for (const name of ["instantiate", "instantiateStreaming"]) {
  const original = WebAssembly[name];
  WebAssembly[name] = async (...given) => {
    const made = await original(...given);
    const { exports } = made.instance ?? made;
    for (const one of Object.values(exports)) if (one instanceof WebAssembly.Memory) memories.add(one);
    return made;
  };
}

const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];

// Times every query of a list: once around unmeasured, then `n_rounds` times, the middle of each query's times kept.
// A slow engine is given up when the budget is spent; each query it came to has been run at least once.
async function time(ask, queries, n_rounds, budget_ms) {
  const times = queries.map(() => []);
  const told = queries.map(() => null);
  const started = performance.now();
  for (let round = 0; round <= n_rounds; round += 1) {
    for (const [idx, query] of queries.entries()) {
      if (performance.now() - started > budget_ms) break;
      const before = performance.now();
      const answer = await ask(query);
      const after = performance.now();
      if (answer === null) continue;
      if (round > 0 || after - before > 250) times[idx].push(after - before);
      told[idx] = answer;
    }
  }
  return queries.map((query, idx) => ({
    kind: query.kind,
    text: query.text,
    ms: times[idx].length ? median(times[idx]) : null,
    n_hits: told[idx]?.n_hits ?? null,
    n_shown: told[idx]?.hits?.length ?? 0,
  }));
}

export const tasks = {
  open: (engine) => engine.open().then(() => null),
  search: (engine, query) => engine.search(query),
  prepare_snippets: async (engine, queries) => (engine.snippets ? engine.prepare_snippets(queries) : null),
  snippets: async (engine, query) => (engine.snippets ? engine.snippets(query) : null),
  prepare: async (engine, queries) => (engine.prepare ? engine.prepare(queries) : null),
  warm: (engine, { queries, n_rounds, budget_ms }) => time(engine.search, queries, n_rounds, budget_ms),
  warm_snippets: (engine, { queries, n_rounds, budget_ms }) =>
    engine.snippets ? time(engine.snippets, queries, n_rounds, budget_ms) : null,
  memory: async () => [...memories].reduce((sum, memory) => sum + memory.buffer.byteLength, 0),
  counts: async (engine, query) => {
    const before = performance.now();
    const n_values = await engine.counts(query);
    return { ms: performance.now() - before, n_values };
  },
  typos: async (engine, { typos, budget_ms }) => {
    const started = performance.now();
    let [n_asked, n_found, n_found_as_meant] = [0, 0, 0];
    for (const { id, text, meant } of typos) {
      if (performance.now() - started > budget_ms) break;
      n_asked += 1;
      n_found += Number((await engine.typo(text)).includes(id));
      n_found_as_meant += Number((await engine.typo(meant)).includes(id));
    }
    return { n_asked, n_found, n_found_as_meant };
  },
};
