// Types words into a site's search box and measures, for each key, the time until the list it gives is painted, and which tasks hold the page up.
// Arguments: Lighthouse's package, which brings puppeteer, the browser, the folder. Each word is typed twice; the second time, with the files there, counts.
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { serve } from "./host.mjs";

const [home, browser, site] = process.argv.slice(2);
const { default: puppeteer } = await import(pathToFileURL(join(home, "node_modules/puppeteer-core/lib/esm/puppeteer/puppeteer-core.js")));

const WORDS = ["oil prices", "trade deficit", "japan export", "interest rate", "world bank", "crude", "bank of england", "wheat shipment"];

/** In the page: notes when a key is pressed, and when the list that stands for it has been painted. */
function watch() {
  globalThis.times = [];
  globalThis.long = [];
  globalThis.isWaiting = false;
  new PerformanceObserver((list) => list.getEntries().forEach((one) => long.push(one.duration))).observe({ type: "longtask" });
  let pressed = 0;
  addEventListener("input", (event) => {
    if (event.target.id === "search-field") [pressed, globalThis.isWaiting] = [event.timeStamp, true];
  }, true);
  addEventListener("DOMContentLoaded", () => new MutationObserver(() => {
    if (!pressed || document.getElementById("results")?.getAttribute("aria-busy") !== "false") return;
    const from = pressed;
    pressed = 0;
    // A message that is posted in a frame arrives once the frame is painted.
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => {
        times.push(performance.now() - from);
        globalThis.isWaiting = false;
      };
      port2.postMessage(null);
    });
  }).observe(document.body, { attributes: true, characterData: true, childList: true, subtree: true }));
}

const host = await serve(site);
const chrome = await puppeteer.launch({ executablePath: browser, args: ["--no-sandbox"] });
try {
  const page = await chrome.newPage();
  await page.setViewport({ width: 1280, height: 900 });
  await page.evaluateOnNewDocument(watch);
  await page.goto(host.address);
  await page.waitForSelector(".result__link");
  for (const isCounted of [false, true]) {
    await page.evaluate(() => { times.length = 0; long.length = 0; });
    for (const word of WORDS) {
      await page.click("#search-field", { count: 3 });
      for (const letter of word) {
        await page.keyboard.type(letter);
        await page.waitForFunction(() => !isWaiting, { polling: 5 });
        // As a quick typist types.
        await new Promise((resolve) => setTimeout(resolve, 60));
      }
    }
    if (!isCounted) continue;
    const { times, long } = await page.evaluate(() => ({ times, long }));
    times.sort((a, b) => a - b);
    const at = (part) => times[Math.min(times.length - 1, Math.floor(times.length * part))].toFixed(1);
    console.log(`${times.length} keys: painted after ${at(0.5)} ms (p50), ${at(0.95)} ms (p95), ${at(1)} ms (slowest)`);
    console.log(`tasks above 50 ms: ${long.length}${long.length ? `, the longest ${Math.round(Math.max(...long))} ms` : ""}`);
  }
} finally {
  await chrome.close();
  host.end();
}
