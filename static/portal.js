// Kehityspolku's own script. Pages work whole without it: it only spares typing and loss.
"use strict";

// htmx posts from outside a form carry the token that Django's cookie holds.
document.addEventListener("htmx:configRequest", (event) => {
  const detail = event.detail;
  if (detail.verb === "get" || detail.parameters.csrfmiddlewaretoken) return;
  const cookie = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/);
  const field = document.querySelector("[name=csrfmiddlewaretoken]");
  const token = cookie ? cookie[1] : field && field.value;
  if (token) detail.headers["X-CSRFToken"] = token;
});

// A request that got no answer says so; what was typed stays where it is.
for (const name of ["htmx:sendError", "htmx:timeout", "htmx:responseError"]) {
  document.addEventListener(name, () => {
    const notice = document.getElementById("no-answer");
    if (notice) notice.hidden = false;
  });
}
document.addEventListener("htmx:afterSwap", () => {
  const notice = document.getElementById("no-answer");
  if (notice) notice.hidden = true;
  offerCopies();
});

// Leaving a form marked data-guard with unsaved text asks once.
const changed = new Set();
document.addEventListener("input", (event) => {
  const form = event.target.closest("form[data-guard]");
  if (form) changed.add(form);
});
document.addEventListener("submit", (event) => changed.delete(event.target));
document.addEventListener("portal:saved", (event) => changed.delete(event.target.closest("form")));
window.addEventListener("beforeunload", (event) => {
  for (const form of changed) {
    if (form.isConnected) {
      event.preventDefault();
      return;
    }
  }
});

// <form data-keep="name">: while the portal can't be reached, this browser keeps what was typed.
function keep(form) {
  const typed = [...new FormData(form)].filter(([name]) => !["csrfmiddlewaretoken", "form_key"].includes(name));
  localStorage.setItem(`kept:${form.dataset.keep}`, JSON.stringify(typed));
}
for (const name of ["htmx:sendError", "htmx:timeout", "htmx:responseError"]) {
  document.addEventListener(name, (event) => {
    const form = event.target.closest("form[data-keep]");
    if (form) keep(form);
  });
}
document.addEventListener("portal:saved", (event) => {
  localStorage.removeItem(`kept:${event.target.closest("form").dataset.keep}`);
});
for (const form of document.querySelectorAll("form[data-keep]")) {
  const kept = localStorage.getItem(`kept:${form.dataset.keep}`);
  const offer = form.querySelector("[data-bring]");
  if (!kept || !offer) continue;
  offer.parentElement.hidden = false;
  offer.addEventListener("click", () => {
    for (const [name, value] of JSON.parse(kept)) {
      const field = form.elements[name];
      if (field && field.type === "checkbox") field.checked = true;
      else if (field) field.value = value;
    }
    offer.parentElement.hidden = true;
    form.elements.title.dispatchEvent(new Event("input", { bubbles: true }));
  });
}
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.matches("[data-keep]") && !navigator.onLine) {
    event.preventDefault();
    keep(form);
    document.getElementById("no-answer").hidden = false;
  }
  if (!String(form.getAttribute("action")).includes("/logout/")) return;
  for (const key of Object.keys(localStorage)) if (key.startsWith("kept:")) localStorage.removeItem(key);
});

// <button type="button" data-copy="#id" data-copied="Copied" hidden>: shown only where copying works.
function offerCopies() {
  if (!navigator.clipboard) return;
  for (const button of document.querySelectorAll("[data-copy]")) button.hidden = false;
}
document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  const source = document.querySelector(button.dataset.copy);
  await navigator.clipboard.writeText(source.value ?? source.textContent.trim());
  const label = button.textContent;
  button.textContent = button.dataset.copied || label;
  button.setAttribute("aria-live", "polite");
  setTimeout(() => (button.textContent = label), 2500);
});
offerCopies();

// After a failed form the summary of what to mend is where one starts.
const summary = document.getElementById("errors");
if (summary) summary.focus();
