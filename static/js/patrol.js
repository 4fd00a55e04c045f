/* The page of one visit: photos that add up, the rest of the check-list in one tap, problems as they are needed, the place.
   The page works without; each part here only saves taps. */
(function () {
  "use strict";

  const form = document.querySelector("#visit");
  if (!form) return;
  const find = (selector, scope = form) => scope.querySelector(selector);
  const findAll = (selector, scope = form) => [...scope.querySelectorAll(selector)];
  const typed = () => form.dispatchEvent(new Event("input", { bubbles: true }));

  /* ---- photos: the camera gives one at a time, so what was taken before is kept ---- */

  const MOST_PHOTOS = 20;

  function startPhotos() {
    const box = find("[data-photos]"), camera = find("#id_files"), store = find("#id_files_more");
    if (!box || !window.DataTransfer) return;
    const shots = find("[data-shots]", box), count = find("[data-photo-count]", box), untouched = count.textContent;
    let kept = [];

    const size = (bytes) => bytes > 1048576 ? (bytes / 1048576).toFixed(1) + " MB" : Math.ceil(bytes / 1024) + " KB";

    function shot(file, index) {
      const tile = document.createElement("div");
      const picture = document.createElement("img");
      if (file.type.startsWith("image/")) {
        picture.src = URL.createObjectURL(file);
        picture.onload = () => URL.revokeObjectURL(picture.src);
      }
      picture.alt = file.name;
      const drop = document.createElement("button");
      drop.type = "button";
      drop.className = "btn-link btn";
      drop.textContent = box.dataset.drop;
      drop.setAttribute("aria-label", box.dataset.drop + " " + file.name);
      drop.addEventListener("click", () => { kept.splice(index, 1); show(); typed(); find("button", shots).focus(); });
      tile.append(picture, size(file.size), drop);
      return tile;
    }

    function show() {
      const held = new DataTransfer();
      kept.forEach((file) => held.items.add(file));
      store.files = held.files;
      findAll("div", shots).forEach((tile) => tile.remove());
      shots.append(...kept.map(shot));
      const bytes = kept.reduce((sum, file) => sum + file.size, 0);
      count.textContent = kept.length
        ? box.dataset.count.replace("{n}", kept.length).replace("{size}", size(bytes)) : untouched;
    }

    function take(input) {
      kept = kept.concat([...input.files]).slice(0, MOST_PHOTOS);
      if (input !== store) input.value = "";
      show();
    }

    form.addEventListener("draft:dropped", () => { kept = []; show(); });
    shots.hidden = false;
    find("[data-pickers]", box).hidden = true;
    for (const [name, input] of [["[data-take]", camera], ["[data-choose]", store]]) {
      find(name, shots).addEventListener("click", () => input.click());
      input.addEventListener("change", () => take(input));
    }
  }

  /* ---- check-list: the rest complies ---- */

  const lines = findAll("[data-line]");
  const answerOf = (scope) => find(":checked", scope)?.value;

  function countAnswered() {
    const done = lines.filter(answerOf).length, words = find("[data-answered]");
    words.textContent = words.dataset.answered.replace("{n}", done).replace("{m}", lines.length);
  }

  function startLines() {
    const button = find("[data-rest-ok]");
    button.hidden = false;
    find("[data-rest-box]").hidden = true;
    button.addEventListener("click", () => {
      lines.filter((line) => !answerOf(line)).forEach((line) => { find("[value=ok]", line).checked = true; });
      countAnswered();
      typed();
    });
    countAnswered();
  }

  /* ---- problems: a row appears when one is ticked, and goes when it was not needed ---- */

  const rows = () => findAll("[data-finding]");
  const matterOf = (row) => find("select[name$=matter]", row);
  const isBlank = (row) => findAll("input, textarea, select", row)
    .every((field) => !field.value || field.name.endsWith("severity"));
  const hasErrors = (row) => find(".invalid-feedback", row) !== null;

  const countOf = (name) => find(`[name=finding-${name}]`);
  const newRow = () => rows().find((row) => row.hidden) || addedRow();

  function addedRow() {
    const total = countOf("TOTAL_FORMS"), most = countOf("MAX_NUM_FORMS");
    if (Number(total.value) >= Number(most.value)) return null;
    const template = find("[data-finding-template]"), holder = document.createElement("div");
    holder.innerHTML = template.innerHTML.replaceAll("__prefix__", total.value);
    total.value = Number(total.value) + 1;
    const row = holder.firstElementChild;
    template.before(row);
    return row;
  }

  function open(reason = "", matter = "") {
    const row = newRow();
    if (!row) return null;
    row.hidden = false;
    row.dataset.why = reason;
    if (matter) matterOf(row).value = matter;
    find("[data-drop-finding]", row).hidden = false;
    showDue();
    return row;
  }

  function drop(row) {
    findAll("input, textarea, select", row).forEach((field) => {
      if (!field.name.endsWith("severity")) field.value = "";
    });
    row.hidden = true;
    row.dataset.why = "";
    showDue();
    typed();
  }

  function showDue() {
    find("[data-due]").hidden = rows().every((row) => row.hidden);
  }

  /* A tick asks for a problem of its kind; the row knows which tick it stands for. */
  function follow(scope, isBad, matters) {
    const why = scope.dataset.line ? "line " + scope.dataset.line : "question " + scope.dataset.question;
    const own = rows().find((row) => !row.hidden && row.dataset.why === why);
    const fits = (row) => {
      const option = matterOf(row).selectedOptions[0];
      return matters.includes(option?.value) || option?.closest("optgroup")?.label.startsWith(scope.dataset.line + " ");
    };
    if (!isBad && own && !find("textarea", own).value) drop(own);
    if (isBad && !own && (scope.dataset.line || matters[0]) && !rows().some((row) => !row.hidden && fits(row))) {
      const row = open(why, matters[0] || "");
      if (row) narrow(row, scope.dataset.line);
    }
  }

  /* The matters of the ticked line come first in the list. */
  function narrow(row, letter) {
    const select = matterOf(row);
    const group = findAll("optgroup", select).find((one) => letter && one.label.startsWith(letter + " "));
    if (group) select.insertBefore(group, select.querySelector("optgroup"));
  }

  function followAll() {
    lines.forEach((line) => follow(line, answerOf(line) === "bad", []));
    findAll("[data-question]").forEach((question) =>
      follow(question, answerOf(question) === "yes", question.dataset.question.split(" ")));
  }

  function showRows() {
    for (const row of rows()) {
      row.hidden = isBlank(row) && !hasErrors(row);
      find("[data-drop-finding]", row).hidden = false;
    }
    followAll();
    showDue();
  }

  /* A draft may have more rows than the page came with (static/js/drafts.js). */
  function followDrafts() {
    form.addEventListener("draft:restoring", ({ detail }) => {
      const [, wanted] = detail.fields.find(([name]) => name === "finding-TOTAL_FORMS") || [];
      while (Number(countOf("TOTAL_FORMS").value) < Number(wanted) && addedRow());
    });
    for (const name of ["draft:restored", "draft:dropped"]) {
      form.addEventListener(name, () => { showRows(); countAnswered(); });
    }
  }

  function startFindings() {
    showRows();
    followDrafts();
    form.addEventListener("click", (event) => {
      if (event.target.closest("[data-add-finding]")) {
        event.preventDefault();
        const row = open();
        if (row) matterOf(row).focus();
      }
      const dropped = event.target.closest("[data-drop-finding]");
      if (dropped) {
        drop(dropped.closest("[data-finding]"));
        find("[data-add-finding]").focus();
      }
    });
    form.addEventListener("change", (event) => {
      if (!event.target.closest("[data-line], [data-question]")) return;
      followAll();
      countAnswered();
    });
  }

  /* ---- the due day: a week-end is allowed, but said ---- */

  function startDue() {
    const due = find("[name=rectify_by]"), note = find("[data-weekend]");
    const tell = () => { note.hidden = ![0, 6].includes(new Date(due.value + "T00:00").getDay()); };
    due.addEventListener("input", tell);
    tell();
  }

  /* ---- where: the phone's place with its accuracy ---- */

  /* The place is asked for in words only where the phone does not know it well enough. */
  function showPlace(isAsked) {
    const place = find("[data-place]"), input = find("input", place);
    place.hidden = !isAsked && !input.value && !find(".invalid-feedback", place);
  }

  function locate() {
    const box = find("[data-gps]"), word = find("[data-gps-word]"), note = find("[data-gps-note]");
    const isPoor = (metres) => metres > Number(note.dataset.goodFrom);
    box.hidden = false;
    navigator.geolocation.getCurrentPosition((position) => {
      const { latitude, longitude, accuracy } = position.coords, metres = Math.ceil(accuracy);
      find("[name=latitude]").value = latitude.toFixed(6);
      find("[name=longitude]").value = longitude.toFixed(6);
      find("[name=accuracy]").value = metres;
      find("[name=located_at]").value = new Date(position.timestamp).toISOString();
      word.textContent = note.dataset.accuracy.replace("{n}", metres);
      note.textContent = isPoor(metres) ? note.dataset.poor : note.dataset.good;
      showPlace(isPoor(metres));
    }, () => {
      showPlace(true);
      word.textContent = note.dataset.refused;
      note.textContent = "";
    }, { enableHighAccuracy: true, timeout: 15000, maximumAge: 30000 });
  }

  startPhotos();
  startLines();
  startFindings();
  startDue();
  if (navigator.geolocation && window.isSecureContext) {
    find("[data-locate]").addEventListener("click", locate);
    if (!find("[name=latitude]").value) locate();
  }
})();
