// The same tasks, off the page.
import { tasks } from "./tasks.js";

const engine = new URLSearchParams(location.search).get("engine");
const loaded = import(`./engines/${engine}.js`);

onmessage = async ({ data: { id, task, given } }) => {
  try {
    postMessage({ id, value: await tasks[task](await loaded, given) });
  } catch (error) {
    postMessage({ id, error: String(error?.stack ?? error) });
  }
};
