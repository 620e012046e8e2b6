/* Tooltips, filters and jumps to the source. Listens on the document, so that it also works
   on fragments that are put into a page later. Uses no markup from strings. */
(function () {
  "use strict";
  if (window.framingReportReady) return;
  window.framingReportReady = true;

  const HIDE_AFTER_MS = 150;
  const GAP = 8;
  let tip = null;
  let shownFor = null;
  let hideTimer = 0;
  let origin = null;
  let back = null;

  const closest = (node, selector) =>
    node instanceof Element ? node.closest(selector) : null;

  // Tooltips ------------------------------------------------------------------------------

  function tooltip() {
    if (tip && tip.isConnected) return tip;
    tip = document.createElement("div");
    tip.className = "fr fr-tip";
    tip.setAttribute("role", "tooltip");
    tip.hidden = true;
    tip.addEventListener("mouseenter", () => clearTimeout(hideTimer));
    tip.addEventListener("mouseleave", hideSoon);
    document.body.append(tip);
    return tip;
  }

  function descriptions(mark) {
    return (mark.getAttribute("aria-describedby") || "")
      .split(" ")
      .map((id) => document.getElementById(id))
      .filter((node) => node && !node.classList.contains("fr-off"));
  }

  function show(mark) {
    clearTimeout(hideTimer);
    if (shownFor === mark) return;
    const found = descriptions(mark);
    if (!found.length) return hide();
    const bubble = tooltip();
    bubble.replaceChildren(
      ...found.map((node) => {
        const copy = node.cloneNode(true);
        copy.removeAttribute("id");
        return copy;
      })
    );
    if (shownFor) shownFor.classList.remove("fr-open");
    shownFor = mark;
    mark.classList.add("fr-open");
    bubble.hidden = false;
    place(bubble, mark);
  }

  function place(bubble, mark) {
    const line = mark.getClientRects()[0] || mark.getBoundingClientRect();
    const width = bubble.offsetWidth;
    const height = bubble.offsetHeight;
    const room = document.documentElement.clientWidth;
    const left = Math.min(Math.max(line.left, GAP), Math.max(room - width - GAP, GAP));
    const above = line.top - height - GAP;
    const whole = mark.getBoundingClientRect();
    bubble.style.left = left + "px";
    bubble.style.top = (above >= GAP ? above : whole.bottom + GAP) + "px";
  }

  function hide() {
    clearTimeout(hideTimer);
    if (shownFor) shownFor.classList.remove("fr-open");
    shownFor = null;
    if (tip) tip.hidden = true;
  }

  function hideSoon() {
    clearTimeout(hideTimer);
    hideTimer = setTimeout(hide, HIDE_AFTER_MS);
  }

  document.addEventListener("mouseover", (event) => {
    const mark = closest(event.target, ".fr-mark");
    if (mark) show(mark);
  });
  document.addEventListener("mouseout", (event) => {
    const mark = closest(event.target, ".fr-mark");
    if (mark && mark === shownFor && mark !== document.activeElement) hideSoon();
  });
  document.addEventListener("focusin", (event) => {
    if (closest(event.target, ".fr-mark") === event.target) show(event.target);
    else if (shownFor) hide();
  });
  document.addEventListener("focusout", (event) => {
    if (closest(event.target, ".fr-mark")) hideSoon();
  });
  document.addEventListener("scroll", () => shownFor && tip && place(tip, shownFor), true);
  window.addEventListener("resize", hide);

  // Jumps ---------------------------------------------------------------------------------

  function partsOf(place) {
    const match = /^(c?\d+):(\d+)-(\d+)$/.exec(place);
    if (!match) return [];
    const start = Number(match[2]);
    const end = Number(match[3]);
    return [...document.querySelectorAll('[data-at^="' + match[1] + ':"]')].filter((part) => {
      const range = part.dataset.at.split(":")[1].split("-").map(Number);
      return range[0] < end && start < range[1];
    });
  }

  function light(part) {
    part.classList.add("fr-lit");
    // The letters behind a mark belong to it: without them the light would have gaps.
    const mark = part.closest(".fr-mark");
    const isLast = mark && [...mark.querySelectorAll(".fr-part")].at(-1) === part;
    let letter = isLast ? mark.nextElementSibling : null;
    while (letter && letter.classList.contains("fr-letter")) {
      letter.classList.add("fr-lit");
      letter = letter.nextElementSibling;
    }
  }

  function jump(link) {
    const parts = link.dataset.evidence.split(" ").flatMap(partsOf);
    if (!parts.length) return;
    for (const lit of document.querySelectorAll(".fr-lit")) lit.classList.remove("fr-lit");
    for (const chosen of document.querySelectorAll(".fr-chosen")) {
      chosen.classList.remove("fr-chosen");
      chosen.removeAttribute("aria-current");
    }
    for (const part of parts) light(part);
    link.classList.add("fr-chosen");
    link.setAttribute("aria-current", "true");
    origin = link;
    const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    markTabs();
    reveal(parts[0]);
    parts[0].tabIndex = -1;
    parts[0].focus({ preventScroll: true });
    parts[0].scrollIntoView({ block: "center", behavior: calm ? "auto" : "smooth" });
    backButton().hidden = false;
  }

  function backButton() {
    if (back && back.isConnected) return back;
    back = document.createElement("button");
    back.type = "button";
    back.className = "fr fr-back";
    back.textContent = "\u2191 Back";
    back.addEventListener("click", goBack);
    document.body.append(back);
    return back;
  }

  function goBack() {
    back.hidden = true;
    if (!origin || !origin.isConnected) return;
    const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    origin.focus({ preventScroll: true });
    origin.scrollIntoView({ block: "center", behavior: calm ? "auto" : "smooth" });
  }

  document.addEventListener("click", (event) => {
    if (!closest(event.target, ".fr-mark, .fr-tip")) hide();
    const link = closest(event.target, "[data-evidence]");
    if (!link) return;
    event.preventDefault();
    jump(link);
  });

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    if (shownFor) hide();
    else if (back && !back.hidden) goBack();
  });

  // Tabs ----------------------------------------------------------------------------------

  function reveal(part) {
    const panel = part.closest(".fr-panel[hidden]");
    if (panel) select(document.getElementById(panel.getAttribute("aria-labelledby")));
    for (let fold = part.closest("details"); fold; fold = fold.parentElement.closest("details")) {
      fold.open = true;
    }
  }

  const panelOf = (tab) => document.getElementById(tab.getAttribute("aria-controls"));
  const tabsBeside = (tab) => [...tab.parentElement.querySelectorAll(".fr-tab")];

  function select(tab) {
    hide();
    for (const other of tabsBeside(tab)) {
      other.setAttribute("aria-selected", String(other === tab));
      other.tabIndex = other === tab ? 0 : -1;
      panelOf(other).hidden = other !== tab;
    }
  }

  // Says which of the articles hold lit words, so that a reader finds them all.
  function markTabs() {
    for (const tab of document.querySelectorAll(".fr-tab")) {
      tab.querySelector(".fr-tab-lit").hidden = !panelOf(tab).querySelector(".fr-lit");
    }
  }

  function open(tab) {
    select(tab);
    const lit = panelOf(tab).querySelector(".fr-lit");
    if (lit) lit.scrollIntoView({ block: "center", behavior: "auto" });
  }

  document.addEventListener("click", (event) => {
    const tab = closest(event.target, ".fr-tab");
    if (tab) open(tab);
  });

  document.addEventListener("keydown", (event) => {
    const tab = closest(event.target, ".fr-tab");
    if (!tab) return;
    const tabs = tabsBeside(tab);
    const at = tabs.indexOf(tab);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tabs.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    const next = tabs.at(to % tabs.length);
    select(next);
    next.focus();
  });

  // Filters -------------------------------------------------------------------------------

  function filter(article) {
    const off = { label: new Set(), voice: new Set() };
    for (const box of article.querySelectorAll("input[data-filter]")) {
      if (!box.checked) off[box.dataset.filter].add(box.value);
    }
    for (const node of article.querySelectorAll("[data-label]")) {
      const hidden = off.label.has(node.dataset.label) || off.voice.has(node.dataset.voice);
      node.classList.toggle("fr-off", hidden);
    }
    for (const mark of article.querySelectorAll(".fr-mark")) {
      const visible = mark.querySelector(".fr-line:not(.fr-off)") !== null;
      mark.tabIndex = visible ? 0 : -1;
      mark.classList.toggle("fr-unmarked", !visible);
    }
  }

  document.addEventListener("change", (event) => {
    if (!closest(event.target, "input[data-filter]")) return;
    hide();
    filter(closest(event.target, ".fr-article"));
  });
})();
