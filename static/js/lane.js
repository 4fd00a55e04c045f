/* The decision lane: its keys, and the next file in place of the one that was decided. Without this script the same forms and
   links do it, a page each. No single key decides: one opens an answer, another sends it. */
(function () {
  "use strict";

  const root = document.documentElement, KEYS_OFF = "keys-off";
  const find = (selector, scope = document) => scope.querySelector(selector);
  const findAll = (selector, scope = document) => [...scope.querySelectorAll(selector)];

  /* ---- keys ---- */

  const isLineWrong = () => findAll(".rows textarea").some((each) => each.value.trim());

  /* What is still to be filled in comes before the button; a return says what is wrong, in a line or in its own words. */
  function focusIn(details) {
    const isMissing = (each) => each.validity?.valueMissing || (each.name === "reason" && !each.value && !isLineWrong());
    const field = findAll("input, select, textarea", details).find(isMissing);
    (field || find("[data-lane-send]", details)).focus();
  }

  function open(key) {
    const details = find(`[data-lane-key="${key}"]`);
    if (!details) return;
    details.open = true;
    focusIn(details);
  }

  function openLine(number) {
    const details = findAll(".rows > li")[number - 1]?.querySelector("[data-lane-line]");
    if (!details) return;
    details.open = true;
    find("textarea", details).focus();
  }

  const follow = (rel) => find(`[data-lane] a[rel="${rel}"]`)?.click();
  const KEYS = { y: () => open("y"), r: () => open("r"), n: () => follow("next"), p: () => follow("prev") };

  document.addEventListener("keydown", (event) => {
    const details = event.target.closest?.("[data-lane] details[open]");
    if (event.key === "Escape" && details) {
      details.open = false;
      return find("summary", details).focus();
    }
    if (event.key === "Enter" && event.ctrlKey && event.target.matches("[data-lane] textarea")) {
      return event.target.form.requestSubmit();
    }
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.repeat) return;
    if (event.target.closest("input, select, textarea, [contenteditable], dialog")) return;
    if (localStorage.getItem(KEYS_OFF) || !find("[data-lane]")) return;
    const key = event.key.toLowerCase();
    if (!KEYS[key] && !/^[1-9]$/.test(key)) return;
    event.preventDefault();
    if (KEYS[key]) KEYS[key]();
    else openLine(Number(key));
  });

  /* ---- a decision is sent, and what the server answers stands in place of the file ---- */

  const isSending = new WeakSet();

  function send(form, button) {
    return new Promise((resolve, reject) => {
      const request = new XMLHttpRequest();
      request.open("POST", form.action);
      request.responseType = "document";
      request.onload = () => resolve(request);
      request.onerror = request.ontimeout = reject;
      request.send(new FormData(form, button));
    });
  }

  function say(text) {
    const box = document.createElement("div");
    box.className = "alert alert-danger";
    box.setAttribute("role", "alert");
    box.appendChild(document.createElement("p")).textContent = text;
    find("#flash").replaceChildren(box);
    box.scrollIntoView({ block: "center" });
  }

  function show(request) {
    const page = request.response, main = find("main");
    document.title = page.title;
    main.replaceChildren(...find("main", page).childNodes);
    const count = find(".todo", page);
    if (count) find(".todo")?.replaceChildren(...count.childNodes);
    if (request.status < 400 && request.responseURL !== location.href) history.pushState(null, "", request.responseURL);
    document.dispatchEvent(new Event("page:changed"));
    start();
    window.scrollTo(0, 0);
    const first = find("[data-errors]") || find("[data-lane-title]") || find("h1");
    if (first && !first.hasAttribute("tabindex")) first.tabIndex = -1;
    first?.focus();
  }

  document.addEventListener("submit", async (event) => {
    const form = event.target;
    if (!form.matches("[data-lane] form[method=post]") || event.defaultPrevented) return;
    const button = event.submitter || find("[data-lane-send]", form);
    event.preventDefault();
    if (isSending.has(form)) return;
    isSending.add(form);
    const label = [...button.childNodes];
    button.setAttribute("aria-busy", "true");
    button.textContent = root.dataset.busy;
    try {
      const request = await send(form, button);
      if (find("[data-lane]", request.response || document.createElement("p"))) return show(request);
      /* Signed out meanwhile: what was typed is kept under this address (drafts.js) and comes back with it. */
      if (request.responseURL.includes(root.dataset.signIn)) {
        const next = location.pathname + location.search;
        return location.assign(root.dataset.signIn + "?" + new URLSearchParams({ next }));
      }
      say(root.dataset.failed);
    } catch {
      say(root.dataset.failed);
    }
    isSending.delete(form);
    button.removeAttribute("aria-busy");
    button.replaceChildren(...label);
    return undefined;
  });

  /* Words that came back are seen. */
  document.addEventListener("draft:restored", () => {
    for (const field of findAll("[data-lane] details:not([open]) textarea")) {
      if (field.value.trim()) field.closest("details").open = true;
    }
  });

  window.addEventListener("popstate", () => location.reload());

  function start() {
    findAll("[data-lane-hint]").forEach((hint) => { hint.hidden = Boolean(localStorage.getItem(KEYS_OFF)); });
  }
  start();
})();
