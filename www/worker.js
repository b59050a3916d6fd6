// The worker's start-up: loads the module that the page has compiled, and keeps early questions until it runs.
"use strict";

/**
 * Fetches a file of the site, all of it or the bytes from `start` up to `end`. Resolves to its bytes, to the status with which the server refused it, or
 * to null: no answer, or another part than was asked for. The page, too, asks here where no worker can start.
 */
export async function bring(request) {
  const [file, isAnew, start, end] = request;
  request.controller = new AbortController();
  const { signal } = request.controller;
  // The engine marks files that came damaged: no cache is asked for them again.
  const cache = isAnew ? "no-cache" : self.newsprint[file] ? "reload" : "default";
  try {
    const headers = end ? { range: `bytes=${start}-${end - 1}` } : {};
    const response = await fetch(self.newsprint.base + file, { signal, headers, cache });
    if (!response.ok) return response.status;
    if (end && (response.status !== 206 || !response.headers.get("content-range")?.startsWith(`bytes ${start}-`))) return null;
    const bytes = new Uint8Array(await response.arrayBuffer());
    // Shorter only where the file ends before the span does, which the reader finds out by its checksum.
    return end && bytes.length > end - start ? null : bytes;
  } catch {
    return null;
  }
}

/** Ends what `bring` was asked for, when nobody waits for it any more. */
export function stop(request) {
  request.controller?.abort();
}

/** Waits so many milliseconds. */
export function pause(time) {
  return new Promise((resolve) => setTimeout(resolve, time));
}

// A page that imports this is no worker.
if (!self.document) {
  const early = [];

  self.onmessage = async ({ data }) => {
    if (data instanceof Uint8Array) {
      early.push(data);
      return;
    }
    try {
      self.newsprint = { base: data.base, early: data.early, bring, stop, pause };
      const app = await import(data.glue);
      // Starting replaces `onmessage` by the engine's own.
      await app.default({ module_or_path: data.wasm });
      for (const bytes of early) self.dispatchEvent(new MessageEvent("message", { data: bytes }));
    } catch (error) {
      self.postMessage(`The worker could not load the engine: ${error && error.message ? error.message : error}`);
    }
  };

  // The page hears of an error, but not of one in a promise. The engine stops by a trap when it meets what cannot be.
  self.onunhandledrejection = ({ reason }) => {
    if (reason instanceof WebAssembly.RuntimeError) self.postMessage(`The engine stopped: ${reason.message}`);
  };

  self.onmessageerror = () => {
    self.postMessage("The worker could not take the compiled module.");
  };
}
