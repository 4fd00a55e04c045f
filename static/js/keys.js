/* The keyboard: rows, rooms, the next act, the way along the list one came from. Single keys may be turned off, and none is
   active while somebody types; what they do a link or a button of the page does, too. */
(function () {
  "use strict";

  const root = document.documentElement, dialog = document.querySelector("#keys");
  if (!dialog) return;
  const find = (selector, scope = document) => scope.querySelector(selector);
  const findAll = (selector, scope = document) => [...scope.querySelectorAll(selector)];
  const KEYS_OFF = "keys-off", TRAIL = `trail:${root.dataset.user}`, TYPED = "input, select, textarea, [contenteditable], dialog";
  const OPENS = "a[href], .notice", GO_WAITS = 1500;
  const isOff = () => Boolean(localStorage.getItem(KEYS_OFF));
  const here = () => location.pathname + location.search;
  const isMouse = matchMedia("(hover: hover) and (pointer: fine)").matches;

  /* ---- the rows of a list ---- */

  const rows = () => findAll("tbody tr").filter((row) => find(OPENS, row));

  function goTo(row) {
    row.tabIndex = -1;
    row.focus();
    row.scrollIntoView({ block: "nearest" });
  }

  function step(by) {
    const all = rows();
    if (!all.length) return;
    const at = all.indexOf(document.activeElement.closest("tr"));
    goTo(all[Math.min(all.length - 1, Math.max(0, at < 0 ? 0 : at + by))]);
  }

  /* ---- along the list one came from: kept in this tab, addresses and nothing else ---- */

  function trail() {
    try { return JSON.parse(sessionStorage.getItem(TRAIL)) || {}; } catch { return {}; }
  }

  const pathOf = (link) => new URL(link.href, location.href).pathname;
  const linkOf = (row) => find("th a[href]", row) || find("a[href]", row);

  function leave(event) {
    const row = event.target.closest?.("tbody tr"), link = event.target.closest?.("a[href]");
    if (!row || !link || link !== linkOf(row)) return;
    const links = rows().map(linkOf).filter(Boolean);
    sessionStorage.setItem(TRAIL, JSON.stringify({ list: here(), paths: [...new Set(links.map(pathOf))], left: pathOf(link) }));
  }

  function comeBack() {
    const { list, left } = trail();
    if (list !== here() || !left) return;
    const row = rows().find((each) => linkOf(each) && pathOf(linkOf(each)) === left);
    sessionStorage.setItem(TRAIL, JSON.stringify({ ...trail(), left: "" }));
    if (row && document.activeElement === document.body) goTo(row);
  }

  function walk() {
    const { list, paths = [] } = trail(), at = paths.indexOf(location.pathname), template = find("template[data-walk]");
    if (at < 0 || !template) return;
    const bar = template.content.firstElementChild.cloneNode(true), told = find("[data-walk-at]", bar);
    for (const [name, path] of [["back", paths[at - 1]], ["on", paths[at + 1]]]) {
      const link = find(`[data-walk-${name}]`, bar);
      if (path) link.href = path; else link.remove();
    }
    find("[data-walk-list]", bar).href = list;
    told.textContent = told.dataset.walkAt.replace("{n}", at + 1).replace("{m}", paths.length);
    const crumbs = find(".breadcrumb");
    for (const link of crumbs ? findAll("a[href]", crumbs) : []) if (pathOf(link) === list.split("?")[0]) link.href = list;
    (crumbs?.closest("nav") || find("#flash")).after(bar);
    sessionStorage.setItem(TRAIL, JSON.stringify({ ...trail(), left: location.pathname }));
  }

  /* ---- the next act ---- */

  const isUsable = (element) => element?.offsetParent && element.getAttribute("aria-disabled") !== "true";

  /* A link opens the page of the act; a button waits for Enter, as it does something at once. */
  function primary() {
    const act = [find("#acts .btn-primary"), find("[data-primary]"), find(".page-head .btn-primary")].find(isUsable);
    if (!act) return;
    const answer = act.hash && act.getAttribute("href").startsWith("#") && find(act.hash);
    if (!answer) return act.matches("a") ? act.click() : act.focus();
    answer.scrollIntoView({ block: "center" });
    (find("button[type=submit]", answer) || answer).focus();
  }

  function firstField() {
    const box = find("[data-first-box]"), form = find("form[data-first]");
    if (box) return box.focus();
    if (!form || !isMouse || location.hash || document.activeElement !== document.body) return;
    const fields = [...form.elements].filter((each) => each.type !== "hidden" && each.offsetParent && !each.disabled);
    const isAsked = (each) => (each.type === "radio"
      ? ![...form.elements].some((other) => other.name === each.name && other.checked)
      : each.matches("input:not([type=checkbox], [type=file], [type=search]), select, textarea") && !each.value);
    const filled = fields.find((each) => each.matches("input, select, textarea"));
    (fields.find(isAsked) || filled || find("button[type=submit]", form))?.focus({ preventScroll: true });
    document.activeElement.scrollIntoView({ block: "nearest" });
  }

  function send(event) {
    const form = event.target.closest?.("form");
    if (form?.method !== "post") return;
    const button = find("button.btn-primary[type=submit]", form) || find("button[type=submit]", form);
    if (!isUsable(button)) return;
    event.preventDefault();
    form.requestSubmit(button);
  }

  /* ---- keys ---- */

  let going = 0;
  const click = (selector) => () => find(selector)?.click();
  const KEYS = {
    "/": () => {
      const box = findAll("[data-key-search]").reverse().find((each) => each.offsetParent);
      if (box) { box.focus(); box.select(); } else find(".mast-search")?.click();
    },
    j: () => step(1),
    k: () => step(-1),
    a: primary,
    n: click("[data-next], [data-walk-on]"),
    p: click("[data-walk-back]"),
    u: click("[data-walk-list]"),
    g: () => { going = Date.now(); },
    "?": () => dialog.showModal(),
  };

  document.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) return send(event);
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest(TYPED)) return;
    if (event.key === "Enter" && event.target.matches("tbody tr")) return find(OPENS, event.target).click();
    if (isOff()) return;
    const isGoing = Date.now() - going < GO_WAITS;
    going = 0;
    const room = isGoing && find(`[data-letter="${CSS.escape(event.key)}"]`);
    if (!room && !KEYS[event.key]) return;
    event.preventDefault();
    if (room) room.click(); else KEYS[event.key]();
  });
  document.addEventListener("click", leave, true);

  function startKeys() {
    const box = find("[data-keys-off]"), show = () => root.classList.toggle("has-keys", !isOff());
    findAll("[data-open=keys]").forEach((button) => { button.hidden = false; });
    box.checked = isOff();
    box.addEventListener("change", () => {
      if (box.checked) localStorage.setItem(KEYS_OFF, "1");
      else localStorage.removeItem(KEYS_OFF);
      show();
    });
    show();
  }

  startKeys();
  walk();
  comeBack();
  firstField();
  window.addEventListener("pageshow", (event) => { if (event.persisted) comeBack(); });
})();
