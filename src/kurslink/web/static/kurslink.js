// What the browser adds to pages that work without it: keys, copying, inserting, printing, showing
// secrets, choosing all.

"use strict";

const isTyping = (element) => element.matches("input, textarea, select, [contenteditable]");

// Keys without Ctrl get in the way of people who speak to their computer: „Meine Angaben" turns
// them off for this browser (WCAG 2.1.4).
const areKeysOn = () => localStorage.getItem("keys") !== "off";
document.addEventListener("DOMContentLoaded", () => {
  for (const box of document.querySelectorAll("input[data-keys]")) box.checked = areKeysOn();
});
document.addEventListener("change", ({ target }) => {
  if ("keys" in target.dataset) localStorage.setItem("keys", target.checked ? "on" : "off");
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") closeMenus(null);
  if (isTyping(event.target) || event.ctrlKey || event.metaKey || !areKeysOn()) return;
  if (event.key === "?") document.getElementById("page-help")?.click();
  if (event.key === "/") {
    const search = document.getElementById("search");
    if (!search) return;
    event.preventDefault();
    search.focus();
    search.select();
  }
});

function closeMenus(except) {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (menu === except) continue;
    const hadFocus = menu.contains(document.activeElement);
    menu.open = false;
    if (hadFocus) menu.querySelector("summary").focus();
  }
}

document.addEventListener("click", (event) => {
  closeMenus(event.target.closest("details.menu"));
  const button = event.target.closest("button");
  if (!button) return;
  if (button.dataset.copy) copy(button);
  if (button.dataset.reveal) reveal(button);
  if (button.dataset.tick) tickAll(button);
  if (button.dataset.insert) insert(button);
  if ("print" in button.dataset) window.print();
});

async function copy(button) {
  await navigator.clipboard.writeText(button.dataset.copy);
  announce(button.dataset.copied);
}

// Messages stand in the page; what is new is also said through a region that stays.
let lastNews = "";
function announceNews(event) {
  const news = document.querySelector("#messages .notice") ?? document.querySelector("[data-announce]");
  if (!news) return;
  // A page that asks again every second only speaks when something has changed.
  const isPolling = event.target.matches?.("[data-polls]");
  if (!isPolling || news.innerText !== lastNews) announce(news.innerText);
  lastNews = news.innerText;
}
document.addEventListener("DOMContentLoaded", announceNews);

// A part that came by itself: it is said in a few words, and nothing else on the page is news.
const cameAside = (event) => event.detail.requestConfig?.elt?.closest("[data-aside]");
document.addEventListener("htmx:afterSettle", (event) => {
  if (!cameAside(event)) return announceNews(event);
  const said = document.querySelector("[data-aside] [data-say]");
  if (said) announce(said.innerText);
});

// If the button that had the focus is gone with what it was for, go on at „Rückgängig", at the
// heading above it, or at least at the beginning of the content.
// What keeps the focus also keeps its place in the window, whatever came or went above it.
let focusWasInside = false;
let held = null;
const topOf = (element) => element.getBoundingClientRect().top;
document.addEventListener("htmx:beforeSwap", (event) => {
  const active = document.activeElement;
  focusWasInside = event.target.contains(active);
  held = focusWasInside && active.id ? { id: active.id, top: topOf(active) } : null;
});
document.addEventListener("htmx:afterSettle", () => {
  if (held && document.activeElement.id === held.id)
    window.scrollBy(0, topOf(document.activeElement) - held.top);
  if (!focusWasInside || document.activeElement !== document.body) return;
  (document.querySelector("[data-landing]") ?? document.getElementById("content")).focus();
});

// A question that came up wants its answer before anything else.
document.addEventListener("htmx:afterSettle", (event) => {
  if (!cameAside(event)) document.querySelector("[data-question]")?.focus();
});

// A refused form: on to the first field that is wrong.
const goToError = () => document.querySelector("main [aria-invalid='true']")?.focus();
document.addEventListener("DOMContentLoaded", goToError);
document.addEventListener("htmx:afterSettle", (event) => {
  if (event.detail.requestConfig?.triggeringEvent?.type === "submit") goToError();
});

function announce(text) {
  const region = document.getElementById("announcement");
  region.textContent = "";
  setTimeout(() => (region.textContent = text), 50); // a change, so that it is read out again
}

function reveal(button) {
  const field = document.getElementById(button.dataset.reveal);
  const isShown = field.type === "text";
  field.type = isShown ? "password" : "text";
  button.setAttribute("aria-pressed", String(!isShown));
  button.querySelector(".kern-icon").className =
    "kern-icon kern-icon--" + (isShown ? "visibility" : "visibility-off");
}

function tickAll(button) {
  const boxes = document.querySelectorAll(`input[name="${button.dataset.tick}"]:enabled`);
  for (const box of boxes) box.checked = button.value === "all";
  if (boxes.length) boxes[0].dispatchEvent(new Event("change", { bubbles: true }));
}

// How many are ticked, said where the page counts them.
document.addEventListener("change", (event) => {
  for (const place of document.querySelectorAll(`[data-counts="${event.target.name}"]`))
    place.textContent = document.querySelectorAll(`input[name="${event.target.name}"]:checked`).length;
});

// At the cursor, where typing goes on.
// Into the one of the named fields that was written in last, else into the first.
let lastField = null;
document.addEventListener("focusin", ({ target }) => {
  if (isTyping(target)) lastField = target;
});

function insert(button) {
  const names = button.dataset.into.split(" ");
  const field = names.includes(lastField?.id) ? lastField : document.getElementById(names[0]);
  field.setRangeText(button.dataset.insert, field.selectionStart, field.selectionEnd, "end");
  field.focus();
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

// What speaks to Zoom takes seconds: the button says so and cannot be pushed twice.
document.addEventListener("submit", (event) => {
  const words = event.target.dataset.busy;
  if (!words || event.defaultPrevented) return;
  const button = event.submitter;
  setTimeout(() => (button.disabled = true)); // after the form is sent, with its button
  announce(words);
});
window.addEventListener("pageshow", (event) => {
  if (event.persisted) window.location.reload(); // back from the next page: ask anew
});
