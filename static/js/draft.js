/* Keeps what is typed into form[data-autosave="name"] in this tab until it is sent.
   Only for forms without personal data: passwords, files, hidden fields and [data-private] are never kept. */
(function () {
  "use strict";

  const SENT = "draft-sent";
  const ONCE = "submission";  /* the key the server knows a sent page by: a draft that comes back is the same send */
  const SKIP = ["password", "file", "hidden", "submit", "button"];
  const key = (form) => "draft:" + location.pathname + ":" + form.dataset.autosave;
  const fields = (form) => [...form.elements].filter((field) =>
    field.name && !SKIP.includes(field.type) && !field.closest("[data-private]") && field.autocomplete !== "off");

  function save(form) {
    const kept = fields(form).map((field) =>
      [field.name, ["checkbox", "radio"].includes(field.type) ? [field.value, field.checked] : field.value]);
    if (form.elements[ONCE]) kept.push([ONCE, form.elements[ONCE].value]);
    sessionStorage.setItem(key(form), JSON.stringify(kept));
  }

  function restore(form) {
    const kept = JSON.parse(sessionStorage.getItem(key(form)) || "[]");
    for (const [name, value] of kept) {
      if (name === ONCE && form.elements[ONCE]) form.elements[ONCE].value = value;
      for (const field of fields(form).filter((one) => one.name === name)) {
        if (!Array.isArray(value)) field.value = value;
        else if (field.value === value[0]) field.checked = value[1];
      }
    }
    return kept.length > 0;
  }

  function offer(form, made) {
    const note = form.querySelector("[data-draft-note]");
    if (!note) return;
    note.hidden = false;
    note.querySelector("button")?.addEventListener("click", () => {
      sessionStorage.removeItem(key(form));
      form.reset();
      if (made) form.elements[ONCE].value = made;
      note.hidden = true;
    });
  }

  const sent = sessionStorage.getItem(SENT);
  const forms = [...document.querySelectorAll("form[data-autosave]")];
  const isAsked = document.querySelector("[data-keeps-draft]") !== null;
  if (!isAsked) sessionStorage.removeItem(SENT);
  if (sent && !isAsked && !forms.some((form) => key(form) === sent)) sessionStorage.removeItem(sent);

  for (const form of forms) {
    const hasErrors = form.parentNode.querySelector("[data-errors]");
    const made = form.elements[ONCE]?.value;
    if (!hasErrors && restore(form)) offer(form, made);
    form.addEventListener("input", () => save(form));
    form.addEventListener("submit", () => sessionStorage.setItem(SENT, key(form)));
  }
})();
