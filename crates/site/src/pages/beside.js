// Lets the app take over the page of an article: it starts out of sight, and shows itself once it has drawn the same article.
(() => {
  "use strict";

  const { view, start, ...app } = document.currentScript.dataset;
  const page = document.getElementById("newsprint");
  if (!page || !start || typeof WebAssembly !== "object") return;

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
  if (app.supplementGlue) root.after(Object.assign(document.createElement("div"), { id: "supplement" }));

  /** The paragraph at the top of the window, and how far from it. */
  const place = () => {
    const paragraphs = [...page.querySelectorAll(".article-text__paragraph")];
    const nth = paragraphs.findIndex((paragraph) => paragraph.getBoundingClientRect().bottom > 0);
    return { nth, top: paragraphs[nth]?.getBoundingClientRect().top ?? 0 };
  };

  /** Puts the app in the page's place, with the reader where they were. */
  function swap() {
    observer.disconnect();
    const { nth, top } = place();
    const wasRead = scrollY > 0 && nth >= 0;
    const hadFocus = page.contains(document.activeElement);
    const now = document.getElementById("newsprint");
    now.hidden = false;
    page.remove();
    if (hadFocus) now.querySelector("#article-headline")?.focus({ preventScroll: true });
    const paragraph = now.querySelectorAll(".article-text__paragraph")[nth];
    if (!wasRead || !paragraph) return;
    paragraph.scrollIntoView({ block: "start" });
    const pane = paragraph.closest(".reading");
    pane.scrollTop += paragraph.getBoundingClientRect().top - top;
    scrollBy(0, paragraph.getBoundingClientRect().top - top);
  }

  /** Gives the page back when the app cannot go on. */
  function keep() {
    observer.disconnect();
    document.getElementById("newsprint")?.remove();
    page.id = "newsprint";
    history.replaceState(null, "", before);
  }

  const observer = new MutationObserver(() => {
    const now = document.getElementById("newsprint");
    if (document.documentElement.dataset.app === "failed") keep();
    else if (now?.querySelector("#article-headline, .reading__missing, .failed")) swap();
  });
  observer.observe(root.parentNode, { childList: true, subtree: true });
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ["data-app"] });

  Object.assign(script.dataset, app, { boot: "" });
  script.onerror = keep;
  document.head.append(script);
})();
