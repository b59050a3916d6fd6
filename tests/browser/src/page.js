// Runs in the page, sent along with each question: finds elements as a reader knows them, by role and name.
const SELECTORS = {
  article: "article, [role=article]",
  banner: "[role=banner], header:not(:is(article, aside, main, nav, section) header)",
  button: "button, [role=button], summary, input[type=button], input[type=submit]",
  checkbox: "input[type=checkbox], [role=checkbox]",
  dialog: "dialog[open], [role=dialog]",
  field: "input, textarea, select, [role=combobox], [role=searchbox]",
  heading: "h1, h2, h3, h4, h5, h6, [role=heading]",
  img: "img, [role=img]",
  link: "a[href]",
  list: "ul, ol, [role=list]",
  main: "main, [role=main]",
  mark: "mark",
  option: "option, [role=option]",
  radio: "input[type=radio], [role=radio]",
  region: "section[aria-label], section[aria-labelledby], [role=region], aside, nav, [role=group], fieldset",
  status: "[role=status], [aria-live=polite]",
  table: "table",
};

function isShown(element) {
  if (element.checkVisibility) {
    return element.checkVisibility({ checkVisibilityCSS: true, visibilityProperty: true });
  }
  return element.getClientRects().length > 0 && getComputedStyle(element).visibility === "visible";
}

function nameOf(element) {
  const ids = element.getAttribute("aria-labelledby");
  if (ids) {
    return ids.split(/\s+/).map((id) => document.getElementById(id)?.textContent ?? "").join(" ");
  }
  const labels = element.labels ? [...element.labels].map((label) => label.textContent).join(" ") : "";
  return element.getAttribute("aria-label") || labels || element.getAttribute("alt") || element.innerText
    || element.textContent || element.getAttribute("title") || element.getAttribute("placeholder") || "";
}

function plain(text) {
  return text.replace(/\s+/g, " ").trim();
}

// All shown elements of a role whose name holds `name` (any case), below `root`, in reading order.
function find(root, role, name) {
  const wanted = name.toLowerCase();
  return [...(root ?? document).querySelectorAll(SELECTORS[role] ?? `[role=${role}]`)]
    // The options of a closed menu are chosen all the same.
    .filter((element) => (role === "option" || isShown(element)) && plain(nameOf(element)).toLowerCase().includes(wanted));
}

// What a reader would call the element that has the focus.
function focused() {
  const element = document.activeElement;
  if (!element || element === document.body) return null;
  return {
    tag: element.tagName.toLowerCase(),
    name: plain(nameOf(element)).slice(0, 80),
    isShown: isShown(element),
    isMarked: hasVisibleFocus(element),
  };
}

// Whether the focus can be seen: an outline, or a shadow or border that the same element lacks without it.
function hasVisibleFocus(element) {
  for (let at = element; at && at !== document.body; at = at.parentElement) {
    const style = getComputedStyle(at);
    if (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0) return true;
    if (at !== element && !at.matches(":focus-within")) break;
    if (style.boxShadow !== "none") return true;
    if (at.tagName === "LABEL" || at.tagName === "LI" || at.tagName === "FORM") break;
  }
  // A box that is drawn by its label.
  return [...(element.labels ?? [])].some((label) => getComputedStyle(label).outlineStyle !== "none");
}
