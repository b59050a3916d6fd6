// Keeps the site for reading offline: shell and small editions at once, other chunks as they are read.
"use strict";

// Filled in when the site is composed. `version` changes with every byte of the site; `keep` is kept at installation, and so
// are `runs`: files numbered from 0, how many under each beginning of a name.
const SITE = { "version": "unfinished", "keep": [], "runs": {} };

const SCOPE = self.registration.scope;
const FAMILY = `newsprint ${new URL(SCOPE).pathname} `;
const SHELL = `${FAMILY}${SITE.version}`;
const CHUNKS = `${FAMILY}chunks`;
// Chunks of editions long gone are let go, oldest first, beyond this number.
const MOST_CHUNKS = 4000;

/** Whether a file, or the folder it lies in, is named by its content, so that one name can only ever mean one file. */
const isHashed = (name) => /(^|[-./])[0-9a-f]{16,}(_bg)?[./]/.test(name);

/** The names of all files to be kept. */
const keptNames = () => Object.entries(SITE.runs)
  .flatMap(([beginning, n]) => Array.from({ length: n }, (_, i) => `${beginning}${i}.np`))
  .concat(SITE.keep);

/** The caches that earlier versions of this site, in this folder, have left. */
async function olderShells() {
  const names = await caches.keys();
  return names.filter((name) => name.startsWith(FAMILY) && name !== SHELL && name !== CHUNKS);
}

/** A response that may be stored and later answer a navigation: those that were redirected may not. */
async function storable(name, response) {
  if (!response.ok) throw new Error(`${name} answered ${response.status}`);
  if (!response.redirected) return response;
  return new Response(await response.blob(), { headers: response.headers });
}

async function install() {
  const shell = await caches.open(SHELL);
  const older = await Promise.all([...(await olderShells()), CHUNKS].map((name) => caches.open(name)));
  const keep = async (name) => {
    const url = new URL(name, SCOPE).href;
    if (isHashed(name)) {
      for (const cache of older) {
        const kept = await cache.match(url);
        if (kept) return shell.put(url, kept);
      }
    }
    // What is named by its content may come from the browser's cache; the rest is asked for anew.
    const response = await fetch(url, { cache: isHashed(name) ? "default" : "no-cache", priority: "low" });
    return shell.put(url, await storable(name, response));
  };
  // A few at a time: the page on show has first call on the line.
  const names = keptNames();
  const lane = async () => {
    while (names.length > 0) await keep(names.shift());
  };
  await Promise.all([lane(), lane()]);
}

async function activate() {
  for (const name of await olderShells()) await caches.delete(name);
  const chunks = await caches.open(CHUNKS);
  const kept = await chunks.keys();
  for (const request of kept.slice(0, Math.max(0, kept.length - MOST_CHUNKS))) await chunks.delete(request);
  await self.clients.claim();
}

/** A kept file, or what the server says. */
async function kept(url, request) {
  const shell = await caches.open(SHELL);
  return (await shell.match(url)) ?? fetch(request);
}

/** A chunk: kept at installation, or the first time it is read. */
async function chunk(request) {
  const shell = await caches.open(SHELL);
  const chunks = await caches.open(CHUNKS);
  // The kept copy of a file that the page asks for past every cache is damaged.
  const isDamaged = request.cache === "reload";
  const known = isDamaged ? null : (await shell.match(request.url)) ?? (await chunks.match(request.url));
  if (known) return known;
  const response = await fetch(request);
  if (response.ok) {
    if (isDamaged) await shell.delete(request.url);
    // A full disk is no reason to keep the reader from reading.
    chunks.put(request.url, response.clone()).catch(() => {});
  }
  return response;
}

/** The sentences of a language: kept when they are first read. */
async function words(request) {
  const shell = await caches.open(SHELL);
  const known = await shell.match(request.url);
  if (known) return known;
  const response = await fetch(request);
  if (response.ok) shell.put(request.url, response.clone()).catch(() => {});
  return response;
}

/** A part of a kept file, as a host would send it; what is not kept, the host sends itself. */
async function part(request) {
  const shell = await caches.open(SHELL);
  const known = await shell.match(request.url);
  const span = /^bytes=(\d+)-(\d+)$/.exec(request.headers.get("range"));
  if (!known || !span) return fetch(request);
  const [start, end] = span.slice(1).map(Number);
  const bytes = (await known.blob()).slice(start, end + 1);
  return new Response(bytes, {
    status: 206, headers: { "Content-Range": `bytes ${start}-${start + bytes.size - 1}/*` },
  });
}

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(activate()));

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || !request.url.startsWith(SCOPE)) return;
  const name = request.url.slice(SCOPE.length).split(/[?#]/)[0];
  if (request.headers.has("range")) {
    event.respondWith(part(request));
  } else if (request.mode === "navigate") {
    // The whole view is in the query string, so one page answers every address of this folder.
    if (name === "" || name === "index.html") event.respondWith(kept(SCOPE, request));
  } else if (name.startsWith("words/")) {
    event.respondWith(words(request));
  } else if (isHashed(name)) {
    event.respondWith(chunk(request));
  } else if (SITE.keep.includes(name)) {
    event.respondWith(kept(new URL(name, SCOPE).href, request));
  }
});

// The reader has agreed to the newer edition that the page announced.
self.addEventListener("message", (event) => {
  if (event.data === "take-over") self.skipWaiting();
});
