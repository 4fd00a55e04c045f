/* The small script of every page. Each part improves a page that already works without it. */
(function () {
  "use strict";

  const root = document.documentElement;
  const find = (selector, scope = document) => scope.querySelector(selector);
  const findAll = (selector, scope = document) => [...scope.querySelectorAll(selector)];

  /* ---- errors: the summary takes the focus ---- */

  function focusErrors(scope) {
    const summary = find("[data-errors]", scope);
    if (summary) summary.focus();
  }

  /* ---- submitting: say so at once, send once, ask before what cannot be undone ---- */

  let confirmed = null;
  const labels = new Map();

  /* The page's name without the system's: the act and its record. */
  const pageName = () => document.title.replace(/^错误：/, "").split(" – ").slice(0, -1).join(" ");

  /* What is left out the server refuses; only then is a question too much. */
  const isIncomplete = (form) => [...form.elements].some((field) => field.validity?.valueMissing);

  function askFirst(form, button, event) {
    const dialog = find("#confirm");
    if (!dialog || !button?.dataset.confirm || confirmed === button || isIncomplete(form)) return false;
    event.preventDefault();
    find("#confirm-r").textContent = pageName();
    find("#confirm-t").textContent = button.dataset.confirm;
    find("[data-yes]", dialog).textContent = button.textContent.trim();
    dialog.returnValue = "no";
    dialog.showModal();
    dialog.addEventListener("close", () => {
      button.focus();
      if (dialog.returnValue !== "yes") return;
      confirmed = button;
      form.requestSubmit(button);
      confirmed = null;
    }, { once: true });
    return true;
  }

  function setBusy(button) {
    labels.set(button, [...button.childNodes]);
    button.setAttribute("aria-busy", "true");
    button.setAttribute("aria-disabled", "true");
    button.textContent = root.dataset.busy;
  }

  function setIdle(button) {
    if (!labels.has(button)) return;
    button.replaceChildren(...labels.get(button));
    labels.delete(button);
    button.removeAttribute("aria-busy");
    button.removeAttribute("aria-disabled");
  }

  document.addEventListener("submit", (event) => {
    const form = event.target;
    const button = event.submitter;
    if (form.method === "dialog") return;
    if (button?.getAttribute("aria-busy") === "true") return event.preventDefault();
    if (askFirst(form, button, event) || form.method !== "post" || !button) return;
    setTimeout(() => {
      if (event.defaultPrevented) return;
      setBusy(button);
      if (form.hasAttribute("data-download")) setTimeout(() => setIdle(button), 4000);
    });
  });
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) [...labels.keys()].forEach(setIdle);
  });

  /* An act that is not allowed says why; it does nothing. */
  document.addEventListener("click", (event) => {
    if (event.target.closest("[aria-disabled=true]")) event.preventDefault();
  }, true);

  /* ---- small buttons ---- */

  const CLICKS = {
    print: () => window.print(),
    leave: (element) => window.location.replace(element.href),
    open: (element) => find("#" + element.dataset.open)?.showModal(),
    copy: async (element) => {
      await navigator.clipboard.writeText(find(element.dataset.copy).innerText.trim());
      element.textContent = element.dataset.copied || element.textContent;
    },
  };
  document.addEventListener("click", (event) => {
    for (const [name, act] of Object.entries(CLICKS)) {
      const element = event.target.closest(`[data-${name}]`);
      if (!element) continue;
      event.preventDefault();
      act(element);
    }
  });

  /* ---- picked rows: count them in the bar ---- */

  function countPicked(scope) {
    const bar = find("[data-bulk]", scope);
    if (!bar) return;
    const picked = findAll(".pickcell :checked", scope).length;
    bar.hidden = picked === 0;
    findAll("[data-picked]", bar).forEach((element) => { element.textContent = picked; });
  }
  document.addEventListener("change", (event) => {
    const form = event.target.closest("form, main");
    if (event.target.matches("[data-pick-all]")) {
      findAll(".pickcell input", form).forEach((box) => { box.checked = event.target.checked; });
    }
    if (form && event.target.closest(".pickcell, [data-pick-all]")) countPicked(form);
  });

  /* ---- htmx: it only reads (what changes something is a form), and what went wrong is said where messages stand ---- */

  document.addEventListener("htmx:configRequest", (event) => {
    if (event.detail.verb !== "get") event.preventDefault();
  });

  function say(text) {
    const box = document.createElement("div");
    box.className = "alert alert-danger";
    box.setAttribute("role", "alert");
    box.appendChild(document.createElement("p")).textContent = text;
    find("#flash").replaceChildren(box);
    [...labels.keys()].forEach(setIdle);
  }
  document.addEventListener("htmx:responseError", (event) => {
    say([401, 403].includes(event.detail.xhr.status) ? root.dataset.signedOut : root.dataset.failed);
  });
  document.addEventListener("htmx:sendError", () => say(root.dataset.failed));
  document.addEventListener("htmx:afterSwap", (event) => focusErrors(event.target.parentNode || document));

  /* ---- on paper: the margins of every page say what it is and who printed it (static/css/print.css) ---- */

  for (const [name, mark] of [["--head", "[data-print-head]"], ["--printed", "[data-printed]"]]) {
    const words = find(mark)?.textContent.trim();
    if (words) root.style.setProperty(name, JSON.stringify(words));
  }

  focusErrors(document);
  findAll("[data-bulk]").forEach((bar) => countPicked(bar.closest("form, main")));
})();
