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

// Times every query of a list. Once around unmeasured, so that everything is compiled; then each is asked once, so that
// what it needs is there, and `n_rounds` times more: the middle of those. What takes long is asked less often, and a slow
// engine comes only as far as the time it is given.
async function time(ask, queries, n_rounds, budget_ms) {
  const started = performance.now();
  const spent = () => performance.now() - started;
  for (const query of queries) {
    if (spent() > budget_ms / 4) break;
    await ask(query);
  }
  const measured = [];
  for (const query of queries) {
    const times = [];
    let answer = null;
    const once = async () => {
      const before = performance.now();
      answer = await ask(query);
      return performance.now() - before;
    };
    if (spent() < budget_ms) {
      const first = await once();
      if (first > 1000) times.push(first);
      const n = first > 1000 ? 0 : first > 250 ? 1 : n_rounds;
      for (let round = 0; round < n; round += 1) times.push(await once());
    }
    measured.push({
      kind: query.kind,
      text: query.text,
      ms: answer && times.length ? median(times) : null,
      n_hits: answer?.n_hits ?? null,
      n_shown: answer?.hits?.length ?? 0,
    });
  }
  return measured;
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
