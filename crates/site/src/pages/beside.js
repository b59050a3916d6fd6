// Lets the app take over the page of an article or of a name: it starts out of sight, and shows itself once it has drawn the same.
(() => {
  "use strict";

  const { view, start, ...app } = document.currentScript.dataset;
  const page = document.getElementById("newsprint");
  if (!page || !start || typeof WebAssembly !== "object") return;
  // A name's page is a view of the app's second module.
  const isName = Boolean(page.querySelector(".entity"));
  if (isName && !app.supplementGlue) return;

  // What is written here is relative to this page; the app's address is another.
  const whole = (address) => new URL(address, document.baseURI).href;
  for (const name of Object.keys(app)) app[name] = whole(app[name]);
  const script = Object.assign(document.createElement("script"), { src: whole(start) });
  const address = new URL(view, document.baseURI);

  // The page speaks the article's language: the app goes on in it where it would have chosen another.
  const spoken = document.documentElement.lang;
  const tags = (navigator.languages ?? []).map((tag) => tag.split("-")[0].toLowerCase());
  if ((tags.find((tag) => ["en", "fa", "ar"].includes(tag)) ?? "en") !== spoken) address.searchParams.set("ui", spoken);

  const before = location.href;
  try {
    for (const link of page.querySelectorAll("a[href]:not([href^='#'])")) link.href = whole(link.getAttribute("href"));
    history.replaceState(null, "", address);
  } catch {
    return; // A frame that may not change its address: the page stays as it is.
  }

  page.id = "beside";
  const root = document.createElement("div");
  root.id = "newsprint";
  root.hidden = true;
  page.after(root);
  // Where the app's second module draws, in an app that has one.
  if (app.supplementGlue) root.after(Object.assign(document.createElement("div"), { id: "supplement", hidden: isName }));

  // What both have, one for one.
  const parts = isName ? ".concordance__row, .supplement__table tr, .ranked__row" : ".article-text__paragraph";
  const title = isName ? "#supplement-title" : "#article-headline";

  /** The part at the top of the window, and how far from it. */
  const place = () => {
    const all = [...page.querySelectorAll(parts)];
    const nth = all.findIndex((part) => part.getBoundingClientRect().bottom > 0);
    return { nth, top: all[nth]?.getBoundingClientRect().top ?? 0 };
  };

  /** Puts the app in the page's place, with the reader where they were. */
  function swap() {
    observer.disconnect();
    const { nth, top } = place();
    const wasRead = scrollY > 0 && nth >= 0;
    const hadFocus = page.contains(document.activeElement);
    const now = ["newsprint", "supplement"].map((id) => document.getElementById(id)).filter(Boolean);
    for (const one of now) one.hidden = false;
    page.remove();
    if (hadFocus) document.querySelector(title)?.focus({ preventScroll: true });
    const part = document.querySelectorAll(parts)[nth];
    if (!wasRead || !part) return;
    part.scrollIntoView({ block: "start" });
    const pane = part.closest(".reading");
    if (pane) pane.scrollTop += part.getBoundingClientRect().top - top;
    scrollBy(0, part.getBoundingClientRect().top - top);
  }

  /** Gives the page back when the app cannot go on. */
  function keep() {
    observer.disconnect();
    document.getElementById("newsprint")?.remove();
    document.getElementById("supplement")?.remove();
    page.id = "newsprint";
    history.replaceState(null, "", before);
  }

  /** What has become of the app so far. */
  const observer = new MutationObserver(() => {
    const { app: state, supplement } = document.documentElement.dataset;
    const drawn = (selector) => document.querySelector(isName ? `#supplement ${selector}` : `#newsprint ${selector}`);
    if (state === "failed" || (isName && (supplement === "failed" || drawn(".failed")))) return keep();
    if (!drawn(isName ? ".concordance" : ":is(#article-headline, .reading__missing, .failed)")) return;
    // The list of articles is longer here than in the app: who reads in it goes on.
    const list = page.querySelector(".entity .list")?.getBoundingClientRect();
    if (scrollY > 0 && list?.top < innerHeight) keep();
    else swap();
  });
  observer.observe(root.parentNode, { childList: true, subtree: true });
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ["data-app", "data-supplement"] });

  Object.assign(script.dataset, app, { boot: "" });
  script.onerror = keep;
  document.head.append(script);
})();
