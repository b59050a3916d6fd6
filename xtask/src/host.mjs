// Serves a folder as hosts serve it: compressed ahead of time, unchanging files kept.
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { brotliCompressSync } from "node:zlib";

const TYPES = {
  ".css": "text/css", ".html": "text/html; charset=utf-8", ".js": "text/javascript", ".json": "application/json", ".png": "image/png",
  ".svg": "image/svg+xml", ".txt": "text/plain; charset=utf-8", ".wasm": "application/wasm", ".webmanifest": "application/manifest+json",
};
/** Serves `site`; gives its address, which ends in a slash, and what ends it. */
export async function serve(site) {
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
  return { address: `http://127.0.0.1:${server.address().port}/`, end: () => server.close() };
}
