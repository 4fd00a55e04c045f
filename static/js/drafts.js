/* What is typed into form[data-autosave] is kept until the server says that it has it.

   One record a form and person: { key, user, form, url, fields, files, left_out, saved_at }. `fields` are the pairs the form
   would send, `files` the chosen files with the field they stand in, `left_out` the names of what was not kept. It lies in this
   browser, or, where the page may keep nothing ([data-draft-at]), sealed on the server. Passwords are never kept; what is
   [data-private] or autocomplete="off" never in the browser. The answer to a send that was saved brings its number in a cookie:
   only that deletes a record. */
(function () {
  "use strict";

  const root = document.documentElement, user = root.dataset.user;
  const SAVED = "saved", ONCE = "submission", TOKEN = "csrfmiddlewaretoken", VERSION = "version";
  const WAITS = 400, KEPT_FOR = 14 * 24 * 3600 * 1000;
  if (!user || !window.indexedDB) return;

  /* ---- in the browser: records and, apart from them so that typing does not write them anew, their files ---- */

  const done = (request) => new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

  let opened = null;
  function open() {
    const request = indexedDB.open("work", 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore("records", { keyPath: "key" }).createIndex("user", "user");
      request.result.createObjectStore("files", { keyPath: "key" });
    };
    return done(request).then((base) => {
      base.onversionchange = () => base.close();
      base.onclose = () => { opened = null; };
      return base;
    });
  }

  /* A telephone may close the base behind a page in the background: it is opened once more. */
  async function use(mode, work, isAgain = false) {
    try {
      opened = opened || open();
      const change = (await opened).transaction(["records", "files"], mode);
      const result = await work(change.objectStore("records"), change.objectStore("files"));
      if (mode === "readonly") return result;
      await new Promise((resolve, reject) => {
        change.oncomplete = resolve;
        change.onabort = change.onerror = () => reject(change.error);
      });
      return result;
    } catch (error) {
      opened = null;
      if (isAgain || error?.name !== "InvalidStateError") throw error;
      return use(mode, work, true);
    }
  }

  const browser = {
    read: (key) => use("readonly", async (records, files) => {
      const record = await done(records.get(key)), held = await done(files.get(key));
      return record && { ...record, files: held?.files || [] };
    }),
    write: ({ files: _files, ...record }) => use("readwrite", (records) => done(records.put(record))),
    writeFiles: (key, held) => use("readwrite", (_records, files) =>
      done(held.length ? files.put({ key, files: held }) : files.delete(key))),
    remove: (key) => use("readwrite", (records, files) => Promise.all([done(records.delete(key)), done(files.delete(key))])),
    all: () => use("readonly", (records) => done(records.getAll())),
  };

  /* ---- on the server, sealed: for one person and one form, without files ---- */

  const server = (address, form) => {
    const send = async (told) => {
      const body = new FormData();
      for (const [name, value] of Object.entries({ [TOKEN]: form.elements[TOKEN].value, ...told })) body.append(name, value);
      const answer = await fetch(address, { method: "POST", body, keepalive: true, redirect: "error" });
      if (!answer.ok) throw new Error(answer.status);
    };
    return {
      read: async (key) => {
        const answer = await fetch(address + "?" + new URLSearchParams({ key }), { cache: "no-store", redirect: "error" });
        const record = await answer.json();
        return record && { ...record, files: [] };
      },
      write: ({ key, files: _files, ...record }) => send({
        key, record: JSON.stringify(record), [ONCE]: form.elements[ONCE]?.value || "",
      }),
      writeFiles: async () => {},
      remove: (key) => send({ key }),
    };
  };

  /* ---- one form ---- */

  function keep(form) {
    const isSealed = Boolean(form.dataset.draftAt);
    const store = isSealed ? server(form.dataset.draftAt, form) : browser;
    const url = location.pathname + location.search;
    const key = [user, form.dataset.autosave, url].join(" ");
    const note = form.querySelector("[data-draft-note]");
    const made = [...form.elements].filter((field) => field.type === "hidden").map((field) => [field, field.value]);
    let timer = 0, kept = null, failed = [], carried = [], isTouched = false;

    const inputs = () => [...form.elements].filter((field) => field.name && !field.disabled);
    const isPrivate = (field) => field.type === "password" ||
      (!isSealed && (field.closest("[data-private]") !== null || field.autocomplete === "off"));
    const nameOf = (field) => (field.closest("[data-private]")?.querySelector("legend") ||
      field.labels?.[0] || field.closest("fieldset")?.querySelector("legend"))?.innerText.trim() || field.name;
    const isFilled = (field) => (["checkbox", "radio"].includes(field.type) ? field.checked : field.value !== "");

    function pairs() {
      const skipped = new Set(inputs().filter(isPrivate).map((field) => field.name));
      return [...new FormData(form)].filter(([name, value]) =>
        typeof value === "string" && name !== TOKEN && !skipped.has(name));
    }

    const chosen = () => inputs().filter((field) => field.type === "file")
      .flatMap((field) => [...field.files].map((file) => ({ field: field.id, name: file.name, type: file.type, blob: file })));

    /* Files are written only when others are chosen; where there is no room for them, that is said. */
    async function saveFiles() {
      const held = chosen(), mark = held.map(({ blob }) => [blob.name, blob.size, blob.lastModified].join()).join();
      if (mark === kept) return;
      kept = mark;
      failed = isSealed ? held.map((file) => file.name) : [];
      try {
        await store.writeFiles(key, held);
      } catch {
        failed = held.map((file) => file.name);
        await store.writeFiles(key, []).catch(() => {});
      }
      say();
    }

    async function save() {
      clearTimeout(timer);
      timer = 0;
      await saveFiles();
      const unkept = inputs().filter((field) => field.type !== "hidden" && isPrivate(field) && isFilled(field)).map(nameOf);
      const isKept = await store.write({
        key, user, form: form.dataset.autosave, url, fields: pairs(), left_out: [...new Set([...carried, ...unkept, ...failed])],
        saved_at: new Date().toISOString(),
      }).then(() => true, () => false);
      if (isKept && !isSealed) count(key, true);
      if (!isKept) say(null, true);
    }

    function fill(record) {
      form.dispatchEvent(new CustomEvent("draft:restoring", { detail: record }));
      const values = new Map();
      for (const [name, value] of record.fields) values.set(name, [...(values.get(name) || []), value]);
      for (const field of inputs()) {
        if (isPrivate(field) || field.type === "file" || [TOKEN, VERSION].includes(field.name)) continue;
        const told = values.get(field.name) || [];
        if (["checkbox", "radio"].includes(field.type)) field.checked = told.includes(field.value);
        else if (field.multiple) for (const option of field.options || []) option.selected = told.includes(option.value);
        else if (told.length && !["submit", "button"].includes(field.type)) field.value = told.shift();
      }
      const isBack = fillFiles(record.files);
      form.dispatchEvent(new CustomEvent("draft:restored", { bubbles: true }));
      return isBack;
    }

    function fillFiles(files) {
      if (!files.length || !window.DataTransfer) return files.length === 0;
      for (const id of new Set(files.map((file) => file.field))) {
        const field = form.querySelector("#" + CSS.escape(id)), held = new DataTransfer();
        if (!field) return false;
        for (const { name, type, blob } of files.filter((file) => file.field === id)) {
          held.items.add(new File([blob], name, { type, lastModified: blob.lastModified }));
        }
        field.files = held.files;
        field.dispatchEvent(new Event("change", { bubbles: true }));
      }
      return true;
    }

    /* What is back, and what is not. */
    function say(record, isFull = false) {
      if (!note) return;
      const [back, left, changed] = ["back", "left-out", "changed"].map((name) => note.querySelector(`[data-${name}]`));
      const version = record?.fields.find(([name]) => name === VERSION)?.[1];
      const names = [...new Set([...carried, ...failed])];
      if (record) back.hidden = note.querySelector("button").hidden = false;
      if (record) back.querySelector("time").textContent = new Date(record.saved_at).toLocaleString("zh-CN");
      left.hidden = !names.length && !isFull;
      left.textContent = isFull ? left.dataset.full : left.dataset.leftOut.replace("{names}", names.join("、"));
      if (version !== undefined) changed.hidden = form.elements[VERSION]?.value === version;
      note.hidden = back.hidden && left.hidden;
    }

    async function drop() {
      clearTimeout(timer);
      await store.remove(key).catch(() => {});
      form.reset();
      for (const [field, value] of made) field.value = value;
      form.dispatchEvent(new CustomEvent("draft:dropped"));
      kept = null;
      carried = [];
      count(key, false);
      note.hidden = note.querySelector("[data-back]").hidden = true;
    }

    async function start() {
      note?.querySelector("button").addEventListener("click", drop);
      form.addEventListener("input", () => {
        isTouched = true;
        clearTimeout(timer);
        timer = setTimeout(save, isSealed ? 4 * WAITS : WAITS);
      });
      form.addEventListener("change", () => { isTouched = true; save(); });
      /* On the server a late draft must not come after the send it belongs to. */
      form.addEventListener("submit", () => { if (!isSealed || timer) save(); });
      document.addEventListener("visibilitychange", () => { if (document.hidden && timer) save(); });
      window.addEventListener("pagehide", () => { if (timer) save(); });
      /* The server's own answer is newer than what was kept: its errors are shown with what was sent. */
      if ("bound" in form.dataset) return save();
      const record = await store.read(key).catch(() => undefined);
      if (record && !isTouched) {
        const isBack = fill(record);
        carried = [...record.left_out, ...(isBack ? [] : record.files.map((file) => file.name))];
        say(record);
      }
      form.dataset.draftReady = "";
      return undefined;
    }

    return start();
  }

  /* ---- what the server has, what is old, and who leaves ---- */

  async function forget() {
    const saved = document.cookie.split("; ").find((each) => each.startsWith(SAVED + "="))?.slice(SAVED.length + 1);
    const oldest = new Date(Date.now() - KEPT_FOR).toISOString();
    for (const record of await browser.all()) {
      const number = record.fields.find(([name]) => name === ONCE)?.[1];
      const isSaved = record.user === user && number && (saved || "").split(".").includes(number);
      if (!isSaved && record.saved_at >= oldest) continue;
      await browser.remove(record.key);
      count(record.key, false);
    }
    if (saved) document.cookie = `${SAVED}=; path=/; max-age=0`;
  }

  /* Whoever signs out leaves nothing on this machine, and is asked first when something was not sent. */
  const unsent = new Set();
  const signOut = document.querySelector("[data-sign-out]");

  function count(key, isThere) {
    if (isThere) unsent.add(key);
    else unsent.delete(key);
    const button = signOut?.querySelector("button");
    if (button && unsent.size) button.dataset.confirm = signOut.dataset.signOut.replace("{n}", unsent.size);
    else if (button) delete button.dataset.confirm;
  }

  async function guard() {
    for (const record of await browser.all()) if (record.user === user) count(record.key, true);
    document.addEventListener("submit", async (event) => {
      if (event.target !== signOut || event.defaultPrevented) return;
      event.preventDefault();
      for (const key of unsent) await browser.remove(key).catch(() => {});
      signOut.submit();
    });
  }

  /* Whoever does not want what was asked about (sent_again.html) has chosen too. */
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-saved]");
    if (link) document.cookie = `${SAVED}=${link.dataset.saved}; path=/; max-age=3600`;
  });

  async function begin() {
    await forget().catch(() => {});
    for (const form of document.querySelectorAll("form[data-autosave]")) await keep(form).catch(() => {});
  }

  document.addEventListener("DOMContentLoaded", async () => {
    await begin();
    await guard().catch(() => {});
  });
  /* Another page stands in this one's place (lane.js). */
  document.addEventListener("page:changed", begin);
})();
