// Serves a folder as hosts serve it, compressed ahead of time and unchanging files kept, and lets Lighthouse look at its views with its own mobile profile.
// Arguments: Lighthouse's package, the browser, the folder, then the views as query strings. Prints one line of JSON for each view.
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { pathToFileURL } from "node:url";
import { brotliCompressSync } from "node:zlib";

const [home, browser, site, ...views] = process.argv.slice(2);
const { default: lighthouse } = await import(pathToFileURL(join(home, "node_modules/lighthouse/core/index.js")));
const { launch } = await import(pathToFileURL(join(home, "node_modules/chrome-launcher/dist/index.js")));

const TYPES = {
  ".css": "text/css", ".html": "text/html; charset=utf-8", ".js": "text/javascript", ".json": "application/json", ".png": "image/png",
  ".svg": "image/svg+xml", ".txt": "text/plain; charset=utf-8", ".wasm": "application/wasm", ".webmanifest": "application/manifest+json",
};
const kept = new Map();
const bring = async (path) => {
  if (!kept.has(path)) kept.set(path, readFile(join(site, path)).then(brotliCompressSync));
  return kept.get(path);
};
const server = createServer(async (request, response) => {
  const path = normalize(decodeURIComponent(new URL(request.url, "http://host").pathname)).replace(/\/$/, "/index.html");
  try {
    const bytes = await bring(path);
    response.writeHead(200, {
      "cache-control": /-[0-9a-f]{16}\./.test(path) ? "public, max-age=31536000, immutable" : "no-cache",
      "content-encoding": "br", "content-type": TYPES[extname(path)] ?? "application/octet-stream",
    });
    response.end(bytes);
  } catch {
    response.writeHead(404, { "content-type": "text/plain" });
    response.end("Not here.");
  }
});
await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));

const chrome = await launch({ chromePath: browser, chromeFlags: ["--headless=new", "--no-sandbox", "--disable-gpu"] });
try {
  for (const view of views) {
    const url = `http://127.0.0.1:${server.address().port}/${view}`;
    const { lhr } = await lighthouse(url, { port: chrome.port, logLevel: "error" });
    const scores = Object.fromEntries(Object.values(lhr.categories).map((it) => [it.id, Math.round((it.score ?? 0) * 100)]));
    const numbers = ["first-contentful-paint", "largest-contentful-paint", "total-blocking-time", "cumulative-layout-shift"];
    const measured = Object.fromEntries(numbers.map((id) => [id, lhr.audits[id].numericValue]));
    // What cost a point, apart from the measures themselves.
    const objections = Object.values(lhr.categories).filter((it) => it.id !== "performance").flatMap((it) => it.auditRefs)
      .filter((it) => it.weight > 0 && lhr.audits[it.id].score !== null && lhr.audits[it.id].score < 1).map((it) => it.id);
    console.log(JSON.stringify({ view, scores, measured, objections: [...new Set(objections)] }));
  }
} finally {
  chrome.kill();
  server.close();
}
