// Starts the app: compiles its wasm once for page and worker, and shows the plain headlines where it cannot run.
(() => {
  "use strict";

  const script = document.currentScript;
  const address = (name) => new URL(script.dataset[name], document.baseURI).href;
  const glue = address("glue");
  const wasm = address("wasm");
  const base = new URL("./", script.src).href;

  // What the page shows before the app draws over it.
  const root = document.getElementById("newsprint");
  const plain = root.cloneNode(true);

  let hasFailed = false;

  /** Shows the plain list of headlines, and a sentence that says why there is nothing more. */
  function failed(reason) {
    console.error(`Newsprint stopped: ${reason}`);
    if (hasFailed) return;
    hasFailed = true;
    const trouble = plain.querySelector(".plain__trouble");
    if (trouble) {
      trouble.hidden = false;
      trouble.querySelector("code").textContent = String(reason);
    }
    document.getElementById("newsprint").replaceWith(plain);
    document.documentElement.dataset.app = "failed";
  }

  if (typeof WebAssembly !== "object") {
    failed("This browser has no WebAssembly.");
    return;
  }

  const compiled = fetch(wasm).then(async (response) => {
    if (!response.ok) throw new Error(`${wasm} answered ${response.status}`);
    try {
      return await WebAssembly.compileStreaming(response.clone());
    } catch {
      // The server names another type than application/wasm, or this browser cannot compile as it loads.
      return WebAssembly.compile(await response.arrayBuffer());
    }
  });

  /** A worker that loads the same module, or null where none can start: a frame of opaque origin, an old browser. */
  function newWorker() {
    try {
      const worker = new Worker(address("worker"), { type: "module", name: "newsprint" });
      compiled.then((module) => {
        try {
          worker.postMessage({ glue, base, wasm: module });
        } catch {
          // This browser does not hand compiled modules over. The worker compiles its own, out of the cache.
          worker.postMessage({ glue, base, wasm });
        }
      }, () => {});
      return worker;
    } catch {
      return null;
    }
  }

  // The first worker starts now, so that its script arrives while the wasm is still on its way.
  let early = newWorker();
  const earlyFailed = () => { early = null; };
  if (early) {
    early.onerror = earlyFailed;
    early.onmessage = earlyFailed; // Before it is asked anything, all it can say is that it cannot.
  }
  let isFirst = true;

  globalThis.newsprint = {
    base,
    failed,
    worker() {
      if (!isFirst) return newWorker();
      isFirst = false;
      return early;
    },
  };

  Promise.all([import(glue), compiled])
    .then(([app, module]) => app.default({ module_or_path: module }))
    .then(() => { document.documentElement.dataset.app ??= "started"; })
    .catch((error) => failed(error && error.message ? error.message : error));
})();
