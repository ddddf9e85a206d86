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
