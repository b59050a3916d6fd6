// The worker's start-up: loads the module that the page has compiled, and keeps early questions until it runs.
"use strict";

const early = [];

self.onmessage = async ({ data }) => {
  if (data instanceof Uint8Array) {
    early.push(data);
    return;
  }
  try {
    self.newsprint = { base: data.base, early: data.early };
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
