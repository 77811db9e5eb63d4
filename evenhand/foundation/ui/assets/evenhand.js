// What every page shares: look, menu, keys, forms that are sent once, and what is said aloud.
import htmx from "htmx.org";

window.htmx = htmx;
const $ = (selector, within = document) => within.querySelector(selector);
const $$ = (selector, within = document) => [...within.querySelectorAll(selector)];
const kept = {
  get(name) { try { return localStorage.getItem(`evenhand-${name}`); } catch { return null; } },
  set(name, value) { try { localStorage.setItem(`evenhand-${name}`, value); } catch { /* not kept, then */ } },
};

// --- look: as the device says, light, dark
function look() {
  const chosen = $("[data-look]");
  if (!chosen) return;
  chosen.value = document.documentElement.dataset.theme || "";
  chosen.addEventListener("change", () => {
    if (chosen.value) document.documentElement.dataset.theme = chosen.value;
    else delete document.documentElement.dataset.theme;
    kept.set("look", chosen.value);
  });
}

// --- the menu of a phone: a link to #menu that works without us, and a button with us
function menu() {
  const opener = $("[data-menu]"), side = $("#menu"), close = $("[data-menu-close]");
  if (!opener || !side) return;
  opener.setAttribute("role", "button");
  opener.setAttribute("aria-expanded", "false");
  opener.setAttribute("aria-controls", "menu");
  const show = (open) => {
    side.classList.toggle("open", open);
    opener.setAttribute("aria-expanded", String(open));
    for (const other of $$(".topbar, #main, .skip")) other.inert = open;
    (open ? close : opener).focus();
  };
  opener.addEventListener("click", (event) => { event.preventDefault(); show(!side.classList.contains("open")); });
  opener.addEventListener("keydown", (event) => { if (event.key === " ") { event.preventDefault(); show(true); } });
  close.addEventListener("click", (event) => { event.preventDefault(); show(false); });
  document.addEventListener("keydown", (event) => { if (event.key === "Escape" && side.classList.contains("open")) show(false); });
  matchMedia("(min-width: 721px)").addEventListener("change", (wide) => {
    if (wide.matches && side.classList.contains("open")) show(false);
  });
}

// --- single keys; off while somebody types, and for whoever switched them off
const typing = (element) => element.closest("input:not([type=checkbox],[type=radio],[type=button],[type=submit]), textarea, select, [contenteditable]");
let going = 0;

function keys() {
  const dialog = $("#keys"), single = $("[data-single-keys]");
  if (single) {
    single.checked = kept.get("keys") !== "off";
    single.addEventListener("change", () => kept.set("keys", single.checked ? "on" : "off"));
  }
  for (const button of $$("[data-keys-show]")) button.addEventListener("click", () => dialog.showModal());
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    if (kept.get("keys") === "off" || $("dialog[open]")) return;
    const now = Date.now();
    if (going && now - going < 1500) {
      going = 0;
      const goal = $$("[data-key]").find((item) => item.dataset.key === event.key);
      if (goal) { event.preventDefault(); goal.click(); }
      return;
    }
    if (event.key === "g") going = now;
    else if (event.key === "?" && dialog) { event.preventDefault(); dialog.showModal(); }
    else if (event.key === "/") {
      const search = $("[data-search]") || $("main input[type=search]");
      if (!search) return;
      event.preventDefault();
      if (search.matches("a")) search.click();
      else { search.focus(); search.select(); }
    }
  });
}

// --- a form that changes something is sent once
const words = document.body.dataset;

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post" || form.hasAttribute("data-again")) return;
  if (form.dataset.sent) { event.preventDefault(); return; }
  form.dataset.sent = "yes";
  const button = event.submitter;
  setTimeout(() => {
    for (const other of $$("button:not([type=button])", form)) other.setAttribute("aria-disabled", "true");
    if (button?.matches(".btn")) {
      button.dataset.before = button.innerHTML;
      button.textContent = words.working;
      say(words.working);
    }
  });
});

function release(form) {
  delete form.dataset.sent;
  for (const button of $$("button[aria-disabled]", form)) {
    button.removeAttribute("aria-disabled");
    if (button.dataset.before) { button.innerHTML = button.dataset.before; delete button.dataset.before; }
  }
}
window.addEventListener("pageshow", (event) => { if (event.persisted) $$("form[data-sent]").forEach(release); });
document.addEventListener("htmx:afterRequest", (event) => { if (event.target.matches("form")) release(event.target); });

// --- said aloud, politely: each step of long work once, and what was saved
let said = "";
function say(text) {
  const place = $("#said");
  if (!place || text === said) return;
  said = text;
  place.textContent = text;
}

function settle(within = document) {
  const summary = $("[data-error-summary]:not([data-quiet] *), [data-focus]", within);
  if (summary) summary.focus();
  const done = within === document && $(".notes-said");
  if (done) setTimeout(() => say(done.textContent.trim().replace(/\s+/g, " ")), 300); // what is there from the start is not read out
  const step = $("[data-say]", within);
  if (step && within !== document) say(step.textContent.trim().replace(/\s+/g, " "));
}

// The part that was asked for and swapped in may be the element itself, or hold it.
document.addEventListener("htmx:afterSettle", (event) => settle(event.detail.elt?.isConnected ? event.detail.elt.parentElement || document.body : document.body));
document.addEventListener("evenhand:say", (event) => say(event.detail));

// Whoever changes a date wants those days: the period follows.
document.addEventListener("change", (event) => {
  const form = event.target.closest("form.filters");
  if (form && event.target.type === "date" && form.elements.period) form.elements.period.value = "own";
});

// A toast goes after 8 seconds, and stays while somebody points at it or is in it.
function toasts() {
  for (const toast of $$("[data-toast]")) {
    let waiting;
    const wait = () => { clearTimeout(waiting); waiting = setTimeout(() => toast.remove(), 8000); };
    const stay = () => clearTimeout(waiting);
    for (const [event, react] of [["pointerenter", stay], ["focusin", stay], ["pointerleave", wait], ["focusout", wait]]) toast.addEventListener(event, react);
    wait();
  }
}

toasts();
look();
menu();
keys();
settle();
