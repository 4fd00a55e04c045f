/* Fields one types into: days that say which day they are, files in the words of the house. Every field works without. */
(function () {
  "use strict";

  const root = document.documentElement;
  const find = (selector, scope = document) => scope.querySelector(selector);
  const findAll = (selector, scope = document) => [...scope.querySelectorAll(selector)];
  const typed = (field) => field.dispatchEvent(new Event("input", { bubbles: true }));

  /* ---- days: what was typed becomes the day it names, with its weekday ---- */

  async function readDay(field) {
    const told = find("[data-told]", field.parentElement), text = field.value.trim();
    if (!told) return;
    if (!text || !root.dataset.days) { told.textContent = ""; return; }
    const asked = new URLSearchParams({ q: text, kind: field.dataset.day });
    try {
      const answer = await fetch(`${root.dataset.days}?${asked}`, { headers: { Accept: "application/json" } });
      const named = answer.ok && await answer.json();
      if (!named || field.value.trim() !== text) return;
      told.textContent = named.value ? named.told : field.dataset.unread || root.dataset.unread;
      if (named.value && named.value !== field.value) { field.value = named.value; typed(field); }
    } catch { /* without an answer the server reads it when the form is sent */ }
  }

  document.addEventListener("change", (event) => {
    if (event.target.matches("[data-day]")) readDay(event.target);
  });

  /* The browser's own calendar, at the button. */
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-day-pick]");
    if (!button) return;
    const field = find("[data-day]", button.parentElement);
    const picker = find(".day-cal", button.parentElement) || button.parentElement.appendChild(document.createElement("input"));
    picker.type = "date";
    picker.className = "day-cal";
    picker.tabIndex = -1;
    picker.setAttribute("aria-hidden", "true");
    picker.value = field.value.slice(0, 10);
    picker.onchange = () => {
      field.value = picker.value + field.value.slice(10);
      field.focus();
      typed(field);
      readDay(field);
    };
    try { picker.showPicker(); } catch { field.focus(); }
  });

  /* ---- files: a button and the names, in the words of the house ---- */

  function namesOf(field) {
    const files = [...field.files];
    return files.length ? files.map((file) => file.name).join("、") : root.dataset.noFile;
  }

  function dressFile(field) {
    if (!field.id || field.closest("[data-photos], [data-plain-file]") || !root.dataset.pickFile) return;
    const box = document.createElement("div"), label = document.createElement("label"), names = document.createElement("span");
    box.className = "file-in";
    label.className = "btn";
    label.htmlFor = field.id;
    label.textContent = root.dataset.pickFile;
    label.setAttribute("aria-hidden", "true");
    names.textContent = namesOf(field);
    names.setAttribute("role", "status");
    field.classList.add("file-own");
    field.addEventListener("change", () => { names.textContent = namesOf(field); });
    box.append(label, names);
    field.after(box);
  }

  root.classList.add("has-script");
  findAll("input[type=file]").forEach(dressFile);
})();
