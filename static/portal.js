// Kehityspolku's own script. Pages work whole without it: it only spares typing and loss.
"use strict";

// The token in Django's cookie: also right once one has signed in again in another tab.
function token() {
  const cookie = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/);
  const field = document.querySelector("[name=csrfmiddlewaretoken]");
  return cookie ? cookie[1] : field && field.value;
}
document.addEventListener("htmx:configRequest", ({ detail }) => {
  if (detail.verb !== "get") detail.parameters.csrfmiddlewaretoken = token();
});

// A request that failed says so, in the portal's own words if it sent some. What was typed stays.
let usual;
function noAnswer(hidden, words) {
  const notice = document.getElementById("no-answer");
  usual ??= notice.textContent;
  notice.textContent = words || usual;
  notice.hidden = hidden;
}
for (const name of ["htmx:sendError", "htmx:timeout", "htmx:responseError"]) {
  document.addEventListener(name, ({ target, detail: { xhr } }) => {
    if (target.closest("[data-kept]")) return; // the line beside Save says it
    noAnswer(false, /plain/.test(xhr.getResponseHeader("Content-Type")) && xhr.responseText);
  });
}
document.addEventListener("htmx:afterSwap", () => {
  noAnswer(true);
  offerCopies();
});

// What had the focus and is gone with its piece, once pressed, hands it to the first thing of the new piece.
document.addEventListener("htmx:afterSettle", ({ detail: { target, requestConfig } }) => {
  if (document.activeElement !== document.body || requestConfig?.triggeringEvent?.type !== "click") return;
  const piece = document.getElementById(target.id);
  piece?.querySelector("a[href], button, input:not([type=hidden]), textarea, select")?.focus();
});

// Leaving a form marked data-guard with unsaved text asks once.
const changed = new Set();
document.addEventListener("input", (event) => {
  const form = event.target.closest("form[data-guard]");
  if (form) changed.add(form);
});
document.addEventListener("submit", (event) => changed.delete(event.target));
document.addEventListener("portal:saved", (event) => changed.delete(event.target.closest("form")));
if (document.querySelector("[data-posted]")) {
  for (const form of document.querySelectorAll("form[data-guard]")) changed.add(form);
}
window.addEventListener("beforeunload", (event) => {
  for (const form of changed) {
    if (form.isConnected) {
      event.preventDefault();
      return;
    }
  }
});

// <form data-keep="name">: while the portal can't be reached, this browser keeps what was typed.
const key = (form) => `kept:${form.dataset.keep}`;
function keep(form) {
  const typed = new FormData(form);
  for (const name of ["csrfmiddlewaretoken", "form_key"]) typed.delete(name);
  localStorage.setItem(key(form), JSON.stringify([...typed]));
}
for (const name of ["htmx:sendError", "htmx:timeout", "htmx:responseError", "portal:unsaved"]) {
  document.addEventListener(name, (event) => {
    const form = event.target.closest("form[data-keep]");
    if (form) keep(form);
  });
}
document.addEventListener("portal:saved", ({ target }) => localStorage.removeItem(key(target.closest("form"))));

// The line beside Save tells what is true: kept on the portal, or in this browser alone. A screen reader hears of the
// first time it is kept, and of each time it could not be.
function tellKept(form, isKept) {
  const [unkept, line, told] = ["unkept", "kept", "kept-told"].map((name) => form.querySelector(`[data-${name}]`));
  if (!unkept) return false;
  unkept.hidden = isKept;
  line.hidden = !isKept;
  if (isKept && !told.textContent) told.textContent = line.textContent.trim();
  return true;
}
for (const name of ["htmx:sendError", "htmx:timeout", "htmx:responseError"]) {
  document.addEventListener(name, ({ target }) => {
    const form = target.closest("form[data-keep]");
    if (form) tellKept(form, false);
  });
}
document.addEventListener("htmx:afterSwap", ({ target }) => {
  if (target.matches("[data-kept]")) tellKept(target.closest("form"), true);
});
window.addEventListener("offline", () => {
  for (const form of document.querySelectorAll("form[data-keep]")) {
    if (!changed.has(form)) continue;
    keep(form);
    tellKept(form, false);
  }
});
const sent = sessionStorage.getItem("sent");
sessionStorage.removeItem("sent");
if (sent && document.querySelector(".alert.success")) localStorage.removeItem(sent);

// <p data-bring="where drafts go" data-of="start of the names" hidden>: offers what this browser kept of any opening of
// the form; each becomes a draft of its own, as the page shows it with all rows.
for (const offer of document.querySelectorAll("[data-bring]")) {
  const form = offer.closest("form");
  const kept = Object.keys(localStorage).filter((name) => name.startsWith(`kept:${offer.dataset.of}-`));
  offer.hidden = !kept.length;
  form.elements.forget.onclick = () => {
    for (const name of kept) localStorage.removeItem(name);
    offer.hidden = true;
  };
  form.elements.bring.onclick = async () => {
    for (const name of kept) {
      const body = new URLSearchParams(JSON.parse(localStorage.getItem(name)));
      body.set("csrfmiddlewaretoken", token());
      const headers = { "HX-Request": "true" };
      const answer = await fetch(offer.dataset.bring, { method: "POST", headers, body }).catch(() => offer);
      noAnswer(answer.ok);
      if (!answer.ok) return;
      localStorage.removeItem(name);
    }
    changed.clear();
    location.reload();
  };
}
document.addEventListener("submit", (event) => {
  const form = event.target;
  const field = form.elements.csrfmiddlewaretoken;
  if (field) field.value = token();
  if (form.matches("[data-keep]")) {
    keep(form);
    sessionStorage.setItem("sent", key(form));
    if (!navigator.onLine) {
      event.preventDefault();
      changed.add(form);
      if (!tellKept(form, false)) noAnswer(false);
    }
  }
  if (!String(form.getAttribute("action")).includes("/logout/")) return;
  for (const name of Object.keys(localStorage)) if (name.startsWith("kept:")) localStorage.removeItem(name);
  sessionStorage.clear();
});

// A language link takes along what is typed into the page's forms and puts it back after.
const UNSENT = /^(csrfmiddlewaretoken|form_key|told_of)$|_FORMS$/;
const touched = new Set();
document.addEventListener("input", (event) => touched.add(event.target.closest("main form")));
const ticks = (field) => /^(radio|checkbox)$/.test(field.type);
const fields = (form) =>
  [...form.elements].filter(({ name, type }) => name && !UNSENT.test(name) && !/password|file|submit|button/.test(type));
const said = (field) => {
  if (ticks(field)) return field.checked;
  return field.multiple ? [...field.selectedOptions].map((option) => option.value).join("\n") : field.value;
};
function say(field, words) {
  if (ticks(field)) field.checked = words;
  else if (!field.multiple) field.value = words;
  else for (const option of field.options) option.selected = words.split("\n").includes(option.value);
}
const forms = () => [...document.querySelectorAll("main form[method=post]")];
const called = (field) => (ticks(field) ? `${field.name}=${field.value}` : field.name);
document.addEventListener("click", (event) => {
  const link = event.target.closest(".tongues a");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const typed = {};
  for (const [place, form] of forms().entries()) {
    if (!touched.has(form) && !form.closest("[data-posted]")) continue;
    typed[form.id || place] = fields(form).map((field) => [called(field), said(field), field.type]);
    if (![...form.elements].some((field) => field.files?.length)) changed.delete(form);
  }
  const shown = [...document.querySelectorAll("[data-typed]")].map((words) => words.innerText);
  if (Object.keys(typed).length || shown.length) {
    sessionStorage.setItem("typed", JSON.stringify({ path: link.pathname, typed, shown }));
  }
});
function putBack({ typed, shown }) {
  const here = Object.fromEntries(forms().map((form, place) => [form.id || place, form]));
  for (const [place, told] of Object.entries(typed)) {
    const found = here[place] ? Object.fromEntries(fields(here[place]).map((field) => [called(field), field])) : {};
    const differs = ([name, words, type]) => type !== "hidden" && found[name] && said(found[name]) !== words;
    const changes = told.some(differs);
    for (const [name, words, type] of told) {
      if (found[name] && changes) say(found[name], words);
      const written = typeof words === "string" && !/hidden|select/.test(type) && words.trim();
      if (!found[name] && written) shown.push(words);
    }
    if (changes) here[place].dispatchEvent(new Event("input", { bubbles: true }));
  }
  for (const words of shown) {
    const quote = document.createElement("blockquote");
    quote.dataset.typed = "";
    quote.className = "prose";
    quote.innerText = words;
    document.getElementById("homeless").append(quote);
  }
  document.getElementById("homeless").hidden = !shown.length;
}
const taken = JSON.parse(sessionStorage.getItem("typed"));
if (taken && taken.path === location.pathname) {
  sessionStorage.removeItem("typed");
  putBack(taken);
}

// <button type="button" data-copy="#id" data-copied="Copied" hidden>: shown only where copying works.
function offerCopies() {
  if (!navigator.clipboard) return;
  for (const button of document.querySelectorAll("[data-copy]")) button.hidden = false;
}
document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  const source = document.querySelector(button.dataset.copy);
  await navigator.clipboard.writeText(source.value ?? source.innerText.trim());
  const label = button.textContent;
  button.textContent = button.dataset.copied || label;
  button.setAttribute("aria-live", "polite");
  setTimeout(() => (button.textContent = label), 2500);
});
offerCopies();

// <button type="button" data-into="id of a text box">: adds the phrase beside it to the text.
document.addEventListener("click", ({ target }) => {
  const button = target.closest("[data-into]");
  if (!button) return;
  const box = document.getElementById(button.dataset.into);
  const phrase = button.closest("li").querySelector("[lang]").innerText;
  box.value = [box.value.trimEnd(), phrase].filter(Boolean).join("\n");
  box.focus();
  box.dispatchEvent(new Event("input", { bubbles: true }));
});

// <li data-part="key" draggable>: dropped on another it goes before that one, by its own form of buttons.
let dragged;
for (const type of ["dragstart", "dragover", "dragleave", "drop", "dragend"]) {
  document.addEventListener(type, (event) => {
    const part = event.target.closest?.("[data-part]");
    if (type === "dragstart") dragged = part;
    if (!dragged) return;
    for (const each of document.querySelectorAll("[data-part]")) {
      each.classList.toggle("over", type === "dragover" && each === part && part !== dragged);
    }
    if (type === "dragover" && part) event.preventDefault();
    if (type === "drop" && part && part !== dragged) {
      event.preventDefault();
      const form = dragged.querySelector("form");
      const before = { type: "hidden", name: "before", value: part.dataset.part };
      form.append(Object.assign(document.createElement("input"), before));
      form.submit();
    }
    if (type === "drop" || type === "dragend") dragged = null;
  });
}

// <div data-if="name" data-when="1 3">: a question that is asked after these answers to another on the page.
function showAsked() {
  for (const asked of document.querySelectorAll("[data-if]")) {
    const given = document.querySelectorAll(`[name="${asked.dataset.if}"]:not([type=hidden])`);
    const when = asked.dataset.when.split(" ");
    asked.hidden = given.length > 0 && ![...given].some(({ checked, value }) => checked && when.includes(value));
  }
}
document.addEventListener("change", showAsked);
showAsked();

// Escape closes the menu that is open, the inner one first, and the focus is where it was opened.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const open = [...document.querySelectorAll("details.menu[open], details.person[open]")].pop();
  if (!open) return;
  open.open = false;
  open.querySelector("summary").focus();
});

// On a map, the place that is pointed at or has the focus is named below it.
for (const type of ["pointerover", "focusin"]) {
  document.addEventListener(type, ({ target }) => {
    const place = target.closest(".yarn a");
    if (place) place.closest(".map").querySelector(".pointed").textContent = place.querySelector("title").textContent;
  });
}

// A long Finnish word that a narrow line breaks anywhere is broken between syllables, also where the browser knows
// none: a syllable begins with the consonant before a vowel.
const SYLLABLE = /(?<=[a-zåäö]{4})(?=[bcdfghjklmnpqrstvwxz][aeiouyåäö][a-zåäö]{2})/gi;
function breakWords() {
  for (const heading of document.querySelectorAll("main :is(h1, h2, h3, .title):lang(fi)")) {
    const texts = document.createTreeWalker(heading, NodeFilter.SHOW_TEXT);
    const line = document.createRange();
    while (texts.nextNode()) {
      const text = texts.currentNode;
      for (const { 0: word, index } of [...text.data.matchAll(/[a-zåäö]{10,}/gi)].reverse()) {
        line.setStart(text, index);
        line.setEnd(text, index + word.length);
        if (line.getClientRects().length > 1) {
          text.replaceData(index, word.length, word.replace(SYLLABLE, "\u00ad"));
        }
      }
    }
  }
}
document.fonts.ready.then(breakWords);

// Where an address leads to a place within its page, the focus goes there too.
const place = document.getElementById(decodeURIComponent(location.hash.slice(1)));
if (place && place !== document.activeElement) {
  if (place.tabIndex < 0) place.tabIndex = -1;
  place.focus({ preventScroll: true });
}

// After a failed form the summary of what to correct is where one starts, whatever else is told.
const summary = document.getElementById("errors");
if (summary) summary.focus();
