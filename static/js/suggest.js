/* Suggestions while typing: under the box of the line they lead somewhere, in an employer field they are filled in.
   Without it the box is a search and the field takes a name or a code. */
(function () {
  "use strict";

  const root = document.documentElement;
  const WAIT = 120;
  let count = 0;

  function made(tag, name, text = "") {
    const element = document.createElement(tag);
    element.className = name;
    element.textContent = text;
    return element;
  }

  function start(box, ask, choose) {
    const list = made("ul", "suggest"), said = made("span", "visually-hidden");
    let timer = 0, asked = null, rows = [], at = -1;
    if (box.type === "search") { box.type = "text"; box.enterKeyHint = "search"; }  // a search box may not be a combobox
    list.id = `suggest-${(count += 1)}`;
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", box.labels?.[0]?.textContent.trim() || box.placeholder);
    list.hidden = true;
    said.setAttribute("role", "status");
    for (const [name, value] of Object.entries({
      role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id,
    })) box.setAttribute(name, value);
    const place = made("span", "suggest-in");
    box.before(place);
    place.append(box, list, said);

    function close() {
      clearTimeout(timer);
      asked?.abort();
      list.hidden = true;
      at = -1;
      box.setAttribute("aria-expanded", "false");
      box.removeAttribute("aria-activedescendant");
    }

    function mark(index) {
      at = rows.length ? (index + rows.length) % rows.length : -1;
      [...list.children].forEach((row, place) => row.setAttribute("aria-selected", String(place === at)));
      if (at >= 0) {
        box.setAttribute("aria-activedescendant", list.children[at].id);
        list.children[at].scrollIntoView({ block: "nearest" });
      }
    }

    function show(found) {
      rows = found;
      at = -1;
      list.replaceChildren(...found.map((row, index) => {
        const line = made("li", "");
        line.id = `${list.id}-${index}`;
        line.setAttribute("role", "option");
        line.setAttribute("aria-selected", "false");
        line.append(made("small", "suggest-kind", row.kind || ""), made("b", "", row.label), made("small", "", row.note || ""));
        line.addEventListener("mousedown", (event) => { event.preventDefault(); pick(index); });
        return line;
      }));
      list.hidden = !found.length;
      box.setAttribute("aria-expanded", String(Boolean(found.length)));
      said.textContent = found.length ? root.dataset.suggested.replace("{n}", found.length) : "";
    }

    function pick(index) {
      const row = rows[index];
      close();
      choose(row, box);
    }

    async function look() {
      asked?.abort();
      asked = new AbortController();
      const text = box.value.trim();
      try {
        const answer = await fetch(ask(text), { signal: asked.signal, headers: { Accept: "application/json" } });
        if (!answer.ok) return close();
        const { found } = await answer.json();
        if (box.value.trim() === text && document.activeElement === box) show(found || []);
      } catch { /* another key, or no answer: the box works without */ }
    }

    const soon = (delay = WAIT) => { clearTimeout(timer); timer = setTimeout(look, delay); };
    box.autocomplete = box.dataset.keeps === undefined ? "off" : box.autocomplete;
    box.addEventListener("input", (event) => { if (!event.isComposing && event.isTrusted) soon(); });
    box.addEventListener("compositionend", () => soon());
    box.addEventListener("focus", () => { if (box.dataset.first !== undefined && !box.value) soon(0); });
    box.addEventListener("blur", close);
    box.addEventListener("keydown", (event) => {
      if (event.isComposing) return;
      if (event.key === "ArrowDown" && list.hidden) return soon(0);
      if (list.hidden) return;
      if (event.key === "ArrowDown" || event.key === "ArrowUp") { event.preventDefault(); mark(at + (event.key === "ArrowDown" ? 1 : -1)); }
      if (event.key === "Escape") { event.preventDefault(); event.stopPropagation(); close(); }
      if (event.key === "Enter" && at >= 0 && !event.ctrlKey) { event.preventDefault(); pick(at); }
    });
  }

  /* ---- matters: found by a word or its initials ---- */

  const fits = (text, label, letters) => !text || label.includes(text) || (letters || "").includes(text.toLowerCase());

  function startBoxes(box) {
    const field = box.querySelector("[data-find-matter]"), none = box.querySelector("[data-none]");
    const lines = [...box.querySelectorAll(".form-check")], groups = [...box.querySelectorAll("details")];
    const stood = groups.map((group) => group.open);
    field.hidden = false;
    field.addEventListener("input", () => {
      const text = field.value.trim();
      for (const line of lines) line.hidden = !fits(text, line.textContent, line.dataset.initials);
      groups.forEach((group, index) => {
        const left = [...group.querySelectorAll(".form-check")].some((line) => !line.hidden);
        group.hidden = !left;
        group.open = text ? left : stood[index] || Boolean(group.querySelector(":checked"));
      });
      none.hidden = lines.some((line) => !line.hidden);
    });
    field.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.isComposing || event.ctrlKey) return;
      event.preventDefault();
      const first = field.value.trim() && lines.find((line) => !line.hidden);
      if (!first) return;
      first.querySelector("input").click();
      field.value = "";
      field.dispatchEvent(new Event("input"));
    });
  }

  /* A list one types into: what fits is left in it, and when one is left it is chosen. */
  function startSelect(select) {
    if (select.closest("template")) return;
    const field = made("input", "form-control matter-find");
    field.type = "search";
    field.placeholder = root.dataset.matterWords;
    field.setAttribute("aria-label", root.dataset.matterWords);
    select.before(field);
    field.addEventListener("input", () => {
      const text = field.value.trim(), options = [...select.options];
      for (const option of options) option.hidden = Boolean(option.value) && !fits(text, option.textContent, "");
      const left = options.filter((option) => option.value && !option.hidden);
      if (text && left.length && !left.some((option) => option.selected)) {
        select.value = left[0].value;
        select.dispatchEvent(new Event("change", { bubbles: true }));
      }
    });
    field.addEventListener("keydown", (event) => { if (event.key === "Enter") event.preventDefault(); });
  }

  document.querySelectorAll("[data-matters-box]").forEach(startBoxes);
  document.querySelectorAll("select[data-matters]").forEach(startSelect);

  const address = (url, text) => `${url}?${new URLSearchParams({ q: text })}`;
  for (const box of document.querySelectorAll("[data-suggest]")) {
    if (box.dataset.suggest) start(box, (text) => address(box.dataset.suggest, text), (row) => { window.location.assign(row.url); });
  }
  for (const box of document.querySelectorAll("[data-employer]")) {
    start(box, (text) => address(box.dataset.employer, text), (row) => {
      if (box.dataset.go) return window.location.assign(`${box.dataset.go}?${new URLSearchParams({ employer: row.pk })}`);
      box.value = row.value;
      box.dispatchEvent(new Event("input", { bubbles: true }));
      box.dispatchEvent(new Event("change", { bubbles: true }));
    });
  }
})();
