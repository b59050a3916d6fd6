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
    document.getElementById("supplement").remove();
    document.documentElement.dataset.app = "failed";
  }

  if (typeof WebAssembly !== "object") {
    failed("This browser has no WebAssembly.");
    return;
  }

  // The app stops by a trap when it meets what cannot be: then it can draw no more.
  // WebKit on Linux, rarely, traps in sound wasm (its bug 259441): the page begins anew, once.
  const trapped = (error) => {
    if (!(error instanceof WebAssembly.RuntimeError)) return;
    try {
      if (!sessionStorage.newsprintTrap) {
        sessionStorage.newsprintTrap = 1;
        return location.reload();
      }
    } catch {}
    failed(error.message);
  };
  addEventListener("error", ({ error }) => trapped(error));
  addEventListener("unhandledrejection", ({ reason }) => trapped(reason));

  const compile = (url, priority) => fetch(url, { priority }).then(async (response) => {
    if (!response.ok) throw new Error(`${url} answered ${response.status}`);
    try {
      return await WebAssembly.compileStreaming(response.clone());
    } catch {
      // The server names another type than application/wasm, or this browser cannot compile as it loads.
      return WebAssembly.compile(await response.arrayBuffer());
    }
  });
  const compiled = compile(wasm);

  // The first files of an edition that lies beside the page, asked for while the wasm is still on its way: the engine finds
  // them here. What does not come, it asks for itself.
  const early = {};
  const { boot } = script.dataset;
  const fetchEarly = async (name, cache) => {
    try {
      const response = await fetch(base + name, { cache, signal: AbortSignal.timeout(10000) });
      if (response.ok) early[name] = new Uint8Array(await response.arrayBuffer());
    } catch {}
  };
  // The interface's sentences in any language but English are a file of their own: that of the reader's is asked for now.
  const languages = ["en", "fa", "ar"];
  const sentences = {};
  const bringWords = (tag) => sentences[tag] ??= fetch(`${base}words/${tag}.txt`, { signal: AbortSignal.timeout(10000) })
    .then((response) => {
      if (!response.ok) throw new Error(response.status);
      return response.text();
    })
    .catch(() => {
      delete sentences[tag];
      return null;
    });
  const wanted = [new URLSearchParams(location.search).get("ui"), ...(navigator.languages ?? [])]
    .map((tag) => String(tag).split(/[-_]/)[0].toLowerCase())
    .find((tag) => languages.includes(tag));
  if (wanted && wanted !== "en") bringWords(wanted);

  const settled = boot && Promise.all([fetchEarly("edition.json", "no-cache"), fetchEarly(boot, "default")]);

  /** A worker that loads the same module, or null where none can start: a frame of opaque origin, an old browser. */
  function newWorker() {
    try {
      const worker = new Worker(address("worker"), { type: "module", name: "newsprint" });
      compiled.then(async (module) => {
        await settled;
        const files = isFirst ? early : {};
        isFirst = false;
        try {
          worker.postMessage({ glue, base, early: files, wasm: module });
        } catch {
          // This browser does not hand compiled modules over. The worker compiles its own, out of the cache.
          worker.postMessage({ glue, base, early: files, wasm });
        }
      }, () => {});
      return worker;
    } catch {
      return null;
    }
  }

  let isFirst = true;
  let isTaken = false;
  // The first worker starts now, so that its script arrives while the wasm is still on its way.
  let first = newWorker();
  const firstFailed = () => { first = null; };
  if (first) {
    first.onerror = firstFailed;
    first.onmessage = firstFailed; // Before it is asked anything, all it can say is that it cannot.
  }

  /** The browser's service workers, or null where they are refused; in a frame of opaque origin even looking throws. */
  function serviceWorkers() {
    try {
      return navigator.serviceWorker ?? null;
    } catch {
      return null;
    }
  }

  /** Comes back when the browser has nothing better to do. */
  const idle = () => new Promise((resolve) => (globalThis.requestIdleCallback ?? setTimeout)(resolve));

  /** Keeps the site for reading offline. Calls back when a newer edition is ready, which only the reader brings in. */
  async function keep(onUpdate) {
    const workers = serviceWorkers();
    if (!workers) return;
    // The first one ever to take over this page brings no other edition; each later one does.
    let isServed = Boolean(workers.controller);
    workers.addEventListener("controllerchange", () => {
      if (isServed) onUpdate();
      isServed = true;
    });
    // What the reader waits for comes first.
    if (document.readyState !== "complete") await new Promise((resolve) => addEventListener("load", resolve));
    await idle();
    // What was fetched before there was a service worker is not kept yet.
    const keepWords = () => Object.keys(sentences).forEach((tag) => fetch(`${base}words/${tag}.txt`).catch(() => {}));
    if (!workers.controller) workers.addEventListener("controllerchange", keepWords, { once: true });
    const registration = await workers.register(`${base}sw.js`);
    const announce = () => { if (registration.waiting && workers.controller) onUpdate(); };
    announce();
    registration.addEventListener("updatefound", () => {
      registration.installing?.addEventListener("statechange", announce);
    });
  }

  /** Brings in the newer edition: it takes over, and the page loads anew. */
  async function update() {
    const workers = serviceWorkers();
    const registration = await workers?.getRegistration(base);
    // Whoever asks may know of it before the browser does.
    await registration?.update().catch(() => {});
    const next = registration?.installing ?? registration?.waiting;
    if (!next || !workers.controller) return location.reload();
    // Not before it has taken over, or the older edition would be served once more.
    workers.addEventListener("controllerchange", () => location.reload());
    const takeOver = () => {
      if (next.state === "redundant") location.reload();
      registration.waiting?.postMessage("take-over");
    };
    next.addEventListener("statechange", takeOver);
    takeOver();
  }

  // The supplement, a second module: the views that are not needed at first, and what the search box suggests. It draws beside the app, and asks it what
  // only the engine knows.
  let brought;
  function bringSupplement() {
    if (brought) return brought;
    const style = Object.assign(document.createElement("link"), { rel: "stylesheet", href: address("supplementStyle") });
    const styled = new Promise((resolve, reject) => Object.assign(style, { onload: resolve, onerror: reject }));
    document.head.append(style);
    brought = Promise.all([import(address("supplementGlue")), compile(address("supplementWasm"), "low"), styled]);
    return brought;
  }
  if (/[?&]page=[a-z]/.test(location.search)) bringSupplement().catch(() => {});

  let started;
  /** Starts it, unless it runs, and tells it that there may be another view to show. */
  function startSupplement() {
    started ??= bringSupplement().then(([module, wasm]) => module.default({ module_or_path: wasm }));
    started.then(() => "here", () => {
      // Nobody may have missed it yet: it is tried again when it is wanted.
      started = brought = null;
      return globalThis.newsprint.view && "failed";
    }).then((state) => {
      document.documentElement.dataset.supplement = state;
      dispatchEvent(new Event("newsprint-view"));
    });
  }

  // It comes ahead of its views to a reader who goes to the search box, and to one who has been here for a while; never before the list stands.
  let listed;
  const list = new Promise((resolve) => { listed = resolve; });
  const bringAhead = () => list.then(() => started || startSupplement());
  addEventListener("focusin", ({ target }) => { if (target.id === "search-field") bringAhead(); });
  list.then(() => navigator.connection?.saveData || setTimeout(() => idle().then(bringAhead), 20000));

  // What the page around us put behind the address for itself stays there. Refused in some sandboxed frames: the app works on, without an address of its own.
  const whole = (href) => href + (location.hash.startsWith("#?") ? location.hash : "");
  const push = (href) => history.pushState(null, "", whole(href));
  /** Goes to another view as a link does. Whether this browser lets us. */
  function go(href) {
    try {
      push(href);
    } catch {
      return false;
    }
    dispatchEvent(new PopStateEvent("popstate"));
    return true;
  }
  /** Whether a click is the browser's affair: it asks for another tab or window. */
  const elsewhere = (event) => event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
  // Plain links to views of this page that nobody else has seen to.
  addEventListener("click", (event) => {
    const href = event.target.closest?.("a:not([target])")?.getAttribute("href");
    if (/^(\?|\.\/$)/.test(href) && !event.defaultPrevented && !elsewhere(event) && go(href)) event.preventDefault();
  });

  const find = (id) => document.getElementById(id);
  const focused = () => document.activeElement?.id;
  const focusQuietly = (id) => find(id)?.focus({ preventScroll: true });

  /** Brings an element into sight within a pane, which scrolls by itself or with the page; one that is in sight stays where it is. Both ids, a line each. */
  function showInPane(ids) {
    const [element, pane] = ids.split("\n").map(find);
    if (!element || !pane) return;
    const scroller = pane.scrollHeight > pane.clientHeight + 1 ? pane : window;
    const frame = pane.getBoundingClientRect();
    const top = scroller === pane ? Math.max(frame.top, 0) : 0;
    const bottom = scroller === pane ? Math.min(frame.bottom, innerHeight) : innerHeight;
    const place = element.getBoundingClientRect();
    // Room for what stays in place at the top, and for the line after.
    if (place.top >= top + 72 && place.bottom <= bottom - 36) return;
    scroller.scrollBy(0, place.top - top - (bottom - top) / 3);
  }

  /** To the top of an element that scrolls by itself, and of the page's part that it begins when that is above what is in sight. */
  function showStart(id) {
    const element = find(id);
    element?.scrollTo(0, 0);
    if (element?.getBoundingClientRect().top < 0) element.scrollIntoView();
  }

  /** Moves the focus along the list's headlines; into the list when it was elsewhere. */
  function step(by) {
    const headlines = [...document.querySelectorAll("[id^='headline-']")];
    const at = headlines.indexOf(document.activeElement);
    headlines[at < 0 ? 0 : Math.min(Math.max(at + by, 0), headlines.length - 1)]?.focus();
  }

  // Numbers and dates as the reader's language writes them; a page has the same few hundred again and again.
  const locales = { en: "en-GB", fa: "fa-u-nu-arabext", ar: "ar-u-nu-arab" };
  const formats = {};
  const written = {};
  /** A number: language and number. */
  const number = (line) => written[line] ??= line.replace(/(.*) (.*)/, (_, tag, n) => (+n).toLocaleString(locales[tag]));
  /** A span of days: language, calendar, how many parts a date has of year, month and day, first and last day since 1970. */
  const days = (line) => written[line] ??= line.replace(/((.*) (.*) (.)) (.*) (.*)/, (_, kind, tag, calendar, parts, first, last) => {
    formats[kind] ??= new Intl.DateTimeFormat(locales[tag], {
      calendar,
      timeZone: "UTC",
      year: "numeric",
      month: parts > 1 ? "long" : undefined,
      day: parts > 2 ? "numeric" : undefined,
    });
    return formats[kind].formatRange(first * 864e5, last * 864e5);
  });

  // What is kept: on this device, and the reader's place for this tab.
  const room = (name) => name === "place" ? sessionStorage : localStorage;

  /** A key that is none of a field's or a dialog's, and no command to the browser. */
  function key(event) {
    const isTaken = event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey || event.isComposing;
    const inField = "input:not([type=checkbox]):not([type=radio]), textarea, select, dialog";
    return isTaken || event.target.closest?.(inField) ? "" : event.key;
  }

  // The app puts the reader back where they stood: the browser would try before the articles are there.
  history.scrollRestoration = "manual";

  globalThis.newsprint = {
    base,
    early,
    failed,
    words: bringWords,
    // Where there is no worker, the app fetches files itself, as the worker would.
    bring: (request) => import(address("worker")).then((script) => script.bring(request)),
    stop: (request) => request.controller?.abort(),
    pause: (time) => new Promise((resolve) => setTimeout(resolve, time)),
    go,
    ask: (data) => dispatchEvent(new MessageEvent("newsprint-ask", { data })),
    absolute: (href) => new URL(href, location).href,
    copy: (text) => navigator.clipboard.writeText(text),
    showWhole: (id) => find(id)?.scrollIntoView({ block: "nearest", inline: "nearest" }),
    showInPane,
    showStart,
    step,
    key,
    elsewhere,
    focused,
    focus: (id) => find(id)?.focus(),
    focusQuietly,
    select(id) {
      find(id)?.focus();
      find(id)?.select();
    },
    // How far the page is scrolled, and the id of what has the focus.
    place: () => `${Math.round(scrollY)} ${focused() ?? ""}`,
    restore(place) {
      const at = place.indexOf(" ");
      scrollTo(0, place.slice(0, at));
      focusQuietly(place.slice(at + 1));
    },
    // What has a name and a value has a line for each.
    store(line) {
      const [name, text] = line.split("\n");
      room(name).setItem(`newsprint:${name}`, text);
    },
    stored: (name) => room(name).getItem(`newsprint:${name}`),
    dress(line) {
      const [name, value] = line.split("\n");
      if (value) document.documentElement.setAttribute(name, value);
      else document.documentElement.removeAttribute(name);
    },
    modal: (dialog) => dialog.open || dialog.showModal(),
    print: () => print(),
    title: () => document.title,
    entitle: (title) => { document.title = title; },
    number,
    days,
    // A language's own name, or what the interface's calls it, beginning as a headline does; it throws where a tag is none, which leaves the tag.
    language(tag) {
      const tags = [tag, document.documentElement.lang];
      return written[tags] ??= new Intl.DisplayNames(tags, { type: "language" }).of(tag).replace(/./u, (c) => c.toLocaleUpperCase(tag));
    },
    languages: () => navigator.languages.join(),
    isOnline: () => navigator.onLine,
    query: () => location.search,
    push,
    replace: (href) => history.replaceState(null, "", whole(href)),
    // Any page around us may know: it holds the frame, and the message says nothing of the reader.
    ready: (articles) => parent !== window && parent.postMessage({ type: "newsprint:ready", v: 1, articles }, "*"),
    view: "",
    supplement(href) {
      globalThis.newsprint.view = href;
      // Where none was shown yet and none is wanted, there is nothing to tell.
      if (href || started) startSupplement();
    },
    // A refusal leaves a site that works online only, and nothing that the reader could do about it.
    keep(onUpdate) {
      keep(onUpdate).catch(() => {});
      listed();
    },
    update: () => { update().catch(() => location.reload()); },
    worker() {
      if (isTaken) return newWorker();
      isTaken = true;
      return first;
    },
  };

  // On a first visit, what stands in the page is on the screen before the app takes the thread. A page that nobody looks at paints nothing.
  const painted = !serviceWorkers()?.controller && new Promise((resolve) => {
    new PerformanceObserver(resolve).observe({ type: "paint", buffered: true });
    setTimeout(resolve, 300);
  });
  Promise.all([import(glue), compiled, painted])
    .then(([app, module]) => app.default({ module_or_path: module }))
    .then(() => { document.documentElement.dataset.app ??= "started"; })
    .catch((error) => failed(error && error.message ? error.message : error));
})();
