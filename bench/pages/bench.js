// Runs one engine, in this page or in a worker, and hands what it measured to the harness.
// The address says which: ?engine=ours&where=worker.
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
