// Runs one engine, in this page or in a worker, and hands what it measured to the harness.
// The address says which: ?engine=ours&where=worker; with &query=… it also shows the first page of results at once.
import { tasks } from "./tasks.js";

const asked = new URLSearchParams(location.search);
const engine = asked.get("engine");

let ask;
if (asked.get("where") === "worker") {
  const worker = new Worker(`./worker.js?engine=${engine}`, { type: "module" });
  const waiting = new Map();
  worker.onmessage = ({ data }) => {
    const [done, failed] = waiting.get(data.id);
    waiting.delete(data.id);
    if (data.error) failed(new Error(data.error));
    else done(data.value);
  };
  worker.onerror = (event) => waiting.forEach(([, failed]) => failed(new Error(event.message || "the worker broke")));
  let n_asked = 0;
  ask = (task, given) =>
    new Promise((done, failed) => {
      n_asked += 1;
      waiting.set(n_asked, [done, failed]);
      worker.postMessage({ id: n_asked, task, given });
    });
} else if (engine !== "none") {
  const loaded = import(`./engines/${engine}.js`);
  ask = async (task, given) => tasks[task](await loaded, given);
}

// What the whole page holds, workers and WebAssembly included; only pages isolated from other origins are told.
async function memory() {
  const measured = await performance.measureUserAgentSpecificMemory();
  return measured.bytes + (engine === "none" ? 0 : await ask("memory"));
}

window.bench = { ask, memory };

// The first page as a reader sees it: loaded, asked, drawn.
if (asked.has("query")) {
  const query = { kind: "first", text: asked.get("query"), words: asked.get("query").split(" "), filter: null };
  await ask("open");
  const { hits } = await ask("search", query);
  const list = document.getElementById("list");
  for (const hit of hits) {
    const row = document.createElement("li");
    row.textContent = `${hit.title}: ${hit.excerpt}`;
    list.append(row);
  }
  // Laid out counts as drawn: a headless browser may put off its frames.
  list.getBoundingClientRect();
  window.shown = { ms: performance.now(), n_hits: hits.length };
}
