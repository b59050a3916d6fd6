// Runs in the page of the gallery, for the tests that look at it: where everything stands, and what of it is cut.

const SPECIMENS = ".gallery__specimen";

function specimenOf(element) {
  const specimen = element.closest(SPECIMENS);
  return `${element.closest("[data-component]").dataset.component}, ${specimen.dataset.state}`;
}

function called(element) {
  return `${specimenOf(element)}: ${element.tagName.toLowerCase()}.${element.getAttribute("class") ?? ""} “${plain(element.textContent).slice(0, 40)}”`;
}

// Whether everything is drawn that will be: nothing waits that is not shown waiting.
function isDrawn() {
  const waiting = [...document.querySelectorAll(`${SPECIMENS} .skeleton`)].filter((one) =>
    !one.closest("[data-component=skeleton], [data-state=waiting]"));
  return waiting.length === 0 && document.adoptedStyleSheets.length > 0
    && document.querySelector("[data-component=batch] table") !== null
    && document.querySelector("[data-component=map] .map__source") !== null
    && document.querySelector("[data-component=beside] .beside__quotes") !== null
    && document.querySelector("[data-component=notebook] form") !== null;
}

// Another sheet of style, of the test's own.
function wear(css) {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets.slice(0, 1), sheet];
}

// Where everything stands in its specimen, to half a pixel, with what it is called: [left, top, width, height, room to its end].
function places(isWanted) {
  return [...document.querySelectorAll(SPECIMENS)].flatMap((specimen) => {
    const whole = specimen.getBoundingClientRect();
    return [...specimen.querySelectorAll(".gallery__drawing *")].filter(isWanted ?? (() => true)).map((one) => {
      const box = one.getBoundingClientRect();
      // What is not drawn stands nowhere.
      const isDrawn = one.getClientRects().length > 0;
      const at = isDrawn ? [box.left - whole.left, box.top - whole.top, box.width, box.height, whole.right - box.right] : [0, 0, 0, 0, 0];
      return { one, at: at.map((n) => Math.round(n * 2) / 2) };
    });
  });
}

// What no longer stands where it stood; `mirrored` compares with the other side.
function moved(before, after, mirrored, tolerance) {
  const said = [];
  for (const [nth, { one, at }] of after.entries()) {
    const was = before[nth]?.at ?? [];
    const [left, top, width, height] = mirrored ? [was[4], was[1], was[2], was[3]] : was;
    const far = [at[0] - left, at[1] - top, at[2] - width, at[3] - height].some((n) => !(Math.abs(n) <= tolerance));
    if (far && said.length < 12) {
      said.push(`${called(one)}: ${[left, top, width, height]} became ${at.slice(0, 4)}`);
    }
  }
  return before.length === after.length ? said : [`${before.length} became ${after.length}`, ...said];
}

// Where the lines are that stand in an element itself.
function linesOf(element) {
  return [...element.childNodes].filter((one) => one.nodeType === Node.TEXT_NODE && plain(one.data) !== "").flatMap((text) => {
    const range = document.createRange();
    range.selectNodeContents(text);
    return [...range.getClientRects()];
  });
}

// Text that a reader cannot get at: it lies beyond its specimen or is cut by a box that does not scroll.
function cut() {
  const wide = document.documentElement.clientWidth;
  const said = new Set();
  const isApart = (one) => one.closest(".visually-hidden, [aria-hidden=true], svg, option") !== null;
  for (const one of document.querySelectorAll(".gallery__drawing *")) {
    if (!isShown(one) || isApart(one) || plain(one.textContent) === "") continue;
    const style = getComputedStyle(one);
    const scrolls = one.parentElement.closest(".supplement__scroller, [class*=scroller], [class*=strip], pre, textarea");
    if (!scrolls && linesOf(one).some((line) => line.right > wide + 1 || line.left < -1)) said.add(`${called(one)} lies beyond the page`);
    // A single line that ends in an ellipsis is meant to; what it says stands elsewhere in full.
    const isMeant = style.textOverflow === "ellipsis" || style.webkitLineClamp !== "none" && style.webkitLineClamp !== "";
    const cuts = (overflow) => overflow === "hidden" || overflow === "clip";
    if (isMeant || !cuts(style.overflowX) && !cuts(style.overflowY)) continue;
    const box = one.getBoundingClientRect();
    const lines = [one, ...one.querySelectorAll("*")].filter((part) => !isApart(part) && isShown(part)).flatMap(linesOf);
    const isLost = (line) => line.left < box.left - 2 || line.right > box.right + 2
      || (line.top + line.bottom) / 2 < box.top || (line.top + line.bottom) / 2 > box.bottom;
    if (lines.some(isLost)) said.add(`${called(one)} is cut`);
  }
  const over = document.documentElement.scrollWidth - wide;
  return [...(over > 1 ? [`the page scrolls sideways by ${over}`] : []), ...said].slice(0, 12);
}

const CONTROLS = "a[href], button, input, select, textarea, summary, [tabindex='0']";

// What can be worked in each entry, the first of each kind of element.
function controls() {
  return [...document.querySelectorAll("[data-component]")].flatMap((entry) => {
    const all = [...entry.querySelectorAll(".gallery__drawing")].flatMap((drawing) => [...drawing.querySelectorAll(CONTROLS)]);
    const first = all.find((one) => isShown(one) && !one.disabled && one.tabIndex >= 0 && !one.closest("svg")
      && one.getBoundingClientRect().width > 8);
    return first ? [first] : [];
  });
}

// Controls of which nothing but their words can be seen: no edge, no line, no drawing or sign, and no colour that other words lack.
function bare() {
  const said = new Set();
  for (const one of document.querySelectorAll(CONTROLS.split(", ").map((of) => `.gallery__drawing ${of}`).join(", "))) {
    if (!isShown(one) || one.disabled || one.closest("svg, .visually-hidden")) continue;
    const hasEdge = (element) => {
      const style = getComputedStyle(element);
      const edges = ["Top", "Right", "Bottom", "Left"].filter((side) => style[`border${side}Style`] !== "none"
        && parseFloat(style[`border${side}Width`]) >= 1 && style[`border${side}Color`] !== style.backgroundColor);
      return edges.length > 0 || style.textDecorationLine.includes("underline") || style.outlineStyle !== "none";
    };
    const isNative = one.matches("input[type=checkbox], input[type=radio], input[type=range], input[type=file], summary, select");
    const parts = [one, ...one.querySelectorAll("*"), ...(one.labels ?? [])];
    const hasSign = one.querySelector("svg, [class*=marker]") !== null || /^.{1,2}$/u.test(plain(one.innerText ?? ""));
    const hasColour = getComputedStyle(one).color !== getComputedStyle(document.body).color;
    if (!isNative && !hasSign && !hasColour && !parts.some(hasEdge) && !hasEdge(one.parentElement)) said.add(called(one));
  }
  return [...said].slice(0, 20);
}
