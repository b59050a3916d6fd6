// Lets Lighthouse look at a site's views with its own mobile profile.
// Arguments: Lighthouse's package, the browser, the folder, then the views as query strings. Prints one line of JSON for each view: of the run that is the
// middle of all by performance, where one run fell short of what is promised. One run is at the mercy of whatever else a machine does, as Lighthouse's own
// guide says; every run's performance and the machine's speed, by Lighthouse's index, stand beside.
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { serve } from "./host.mjs";

// What is promised of every view: scores at least, and layout shift below.
const promised = { performance: 95, accessibility: 100, "best-practices": 100, seo: 100 };
const steady = 0.02;
const mostRuns = 5;

const [home, browser, site, ...views] = process.argv.slice(2);
const { default: lighthouse } = await import(pathToFileURL(join(home, "node_modules/lighthouse/core/index.js")));
const { launch } = await import(pathToFileURL(join(home, "node_modules/chrome-launcher/dist/index.js")));

/** What Lighthouse says of a view. */
async function look(view) {
  const { lhr } = await lighthouse(host.address + view, { port: chrome.port, logLevel: "error" });
  const scores = Object.fromEntries(Object.values(lhr.categories).map((it) => [it.id, Math.round((it.score ?? 0) * 100)]));
  const numbers = ["first-contentful-paint", "largest-contentful-paint", "total-blocking-time", "cumulative-layout-shift"];
  const measured = Object.fromEntries(numbers.map((id) => [id, lhr.audits[id].numericValue]));
  // What cost a point, apart from the measures themselves.
  const objections = Object.values(lhr.categories).filter((it) => it.id !== "performance").flatMap((it) => it.auditRefs)
    .filter((it) => it.weight > 0 && lhr.audits[it.id].score !== null && lhr.audits[it.id].score < 1).map((it) => it.id);
  const short = Object.keys(promised).filter((id) => !(scores[id] >= promised[id]));
  if (!(measured["cumulative-layout-shift"] < steady)) short.push("cumulative-layout-shift");
  return { scores, measured, short, objections: [...new Set(objections)], speed: lhr.environment.benchmarkIndex };
}

const host = await serve(site);
const chrome = await launch({ chromePath: browser, chromeFlags: ["--headless=new", "--no-sandbox", "--disable-gpu"] });
try {
  for (const view of views) {
    const runs = [await look(view)];
    if (runs[0].short.length > 0) while (runs.length < mostRuns) runs.push(await look(view));
    runs.sort((a, b) => a.scores.performance - b.scores.performance);
    const { scores, measured, short, objections } = runs[runs.length >> 1];
    console.log(JSON.stringify({ view, scores, measured, short, objections, performances: runs.map((it) => it.scores.performance), speed: runs[0].speed }));
  }
} finally {
  chrome.kill();
  host.end();
}
