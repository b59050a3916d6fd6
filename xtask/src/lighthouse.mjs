// Lets Lighthouse look at a site's views with its own mobile profile.
// Arguments: Lighthouse's package, the browser, the folder, then the views as query strings. Prints one line of JSON for each view.
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { serve } from "./host.mjs";

// What is promised of every view: scores at least, and layout shift below.
const promised = { performance: 95, accessibility: 100, "best-practices": 100, seo: 100 };
const steady = 0.02;

const [home, browser, site, ...views] = process.argv.slice(2);
const { default: lighthouse } = await import(pathToFileURL(join(home, "node_modules/lighthouse/core/index.js")));
const { launch } = await import(pathToFileURL(join(home, "node_modules/chrome-launcher/dist/index.js")));

const host = await serve(site);
const chrome = await launch({ chromePath: browser, chromeFlags: ["--headless=new", "--no-sandbox", "--disable-gpu"] });
try {
  for (const view of views) {
    const url = host.address + view;
    const { lhr } = await lighthouse(url, { port: chrome.port, logLevel: "error" });
    const scores = Object.fromEntries(Object.values(lhr.categories).map((it) => [it.id, Math.round((it.score ?? 0) * 100)]));
    const numbers = ["first-contentful-paint", "largest-contentful-paint", "total-blocking-time", "cumulative-layout-shift"];
    const measured = Object.fromEntries(numbers.map((id) => [id, lhr.audits[id].numericValue]));
    // What cost a point, apart from the measures themselves.
    const objections = Object.values(lhr.categories).filter((it) => it.id !== "performance").flatMap((it) => it.auditRefs)
      .filter((it) => it.weight > 0 && lhr.audits[it.id].score !== null && lhr.audits[it.id].score < 1).map((it) => it.id);
    const short = Object.keys(promised).filter((id) => !(scores[id] >= promised[id]));
    if (!(measured["cumulative-layout-shift"] < steady)) short.push("cumulative-layout-shift");
    console.log(JSON.stringify({ view, scores, measured, short, objections: [...new Set(objections)] }));
  }
} finally {
  chrome.kill();
  host.end();
}
