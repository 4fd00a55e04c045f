/* Checks the receipt of a random draw in the browser, with WebCrypto; nothing is sent anywhere.
   The same rules as static/verify_draw.py, the same sentences. `verifyDraw(text)` resolves to what does not hold ([] = holds). */
(function () {
  'use strict';
  const SEATS = 2, MAX_WEIGHT = 1000, CHUNK = 4096;
  const PARTS = ['campaign', 'previous', 'drawn_at', 'employers', 'inspectors'];
  const HEX = /^[0-9a-f]{64}$/, CONTROL = /[\x00-\x1f\x7f-\x9f]/g, LONE = /\p{Cs}/u;
  const HEADING = /^第([1-9][0-9]{0,5})轮 [0-9a-f]{64} /;
  const MALFORMED = '不是有效的凭证，无法重新抽取';
  const SAID = {
    version: 'version：凭证的版本不对',
    pool_digest: 'pool_digest：名录与名录摘要不符',
    commitment: 'commitment：承诺值不是这个随机数的摘要',
    nonce: 'nonce：随机数的写法不对',
    witness_texts: 'witness_texts：没有见证人键入的文字，或者文字的写法不对',
    seed: 'seed：种子与名录、随机数、见证文字不符',
    counts: 'counts：各层户数与名录不符',
    result: 'result：结果与重新抽取的不符',
    overrides: 'overrides：席位变更不成立，或者单位、人员、理由、批准人、轮次被改动',
    round: 'round：轮次与凭证内容不符',
  };
  const encoder = new TextEncoder();

  const bytes = (text) => encoder.encode(text);
  const hex = (digest) => Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
  const unhex = (text) => Uint8Array.from(text.match(/../g), (pair) => parseInt(pair, 16));
  const digestOf = async (data) => new Uint8Array(await crypto.subtle.digest('SHA-256', data));

  function joined(parts) {
    const pieces = parts.map((part) => (typeof part === 'string' ? bytes(part) : part));
    const whole = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, pieces.length - 1)).fill(0x1f);
    let place = 0;
    for (const piece of pieces) { whole.set(piece, place); place += piece.length + 1; }
    return whole;
  }
  const sha = (...parts) => digestOf(joined(parts));

  function compareBytes(a, b) {
    const size = Math.min(a.length, b.length);
    for (let i = 0; i < size; i += 1) if (a[i] !== b[i]) return a[i] - b[i];
    return a.length - b.length;
  }
  const clean = (text) => text.replace(CONTROL, '');
  const compareText = (a, b) => compareBytes(bytes(a), bytes(b));
  const sorted = (list, name) => [...list].sort((a, b) => compareText(a[name], b[name]));

  function canonical(value) {
    if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
    if (value === null || typeof value !== 'object') return JSON.stringify(value);
    return `{${Object.keys(value).sort(compareText).map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`).join(',')}}`;
  }
  const same = (a, b) => canonical(a) === canonical(b);

  async function poolDigest(receipt) {
    const lines = [...sorted(receipt.employers, 'code').map(canonical), '--', ...sorted(receipt.inspectors, 'certificate').map(canonical)];
    return digestOf(bytes(lines.map((line) => `${line}\n`).join('')));
  }

  async function keyOf(seed, one) {
    const hashes = await Promise.all(Array.from({ length: one.weight }, (_, j) => sha(seed, one.code, String(j))));
    return hashes.reduce((best, hash) => (compareBytes(hash, best) > 0 ? hash : best));
  }

  async function draw({ employers, inspectors }, counts, seed, onProgress) {
    const strata = new Map(Object.keys(counts).sort(compareText).map((name) => [name, []]));
    for (let start = 0; start < employers.length; start += CHUNK) {
      const some = employers.slice(start, start + CHUNK);
      const keys = await Promise.all(some.map((one) => keyOf(seed, one)));
      some.forEach((one, i) => strata.get(one.stratum).push({ key: keys[i], code: one.code }));
      onProgress(start + some.length, employers.length);
    }
    const loads = new Map(inspectors.map((one) => [one.certificate, 0]));
    const conflicts = conflictsOf(inspectors), rows = [];
    for (const [stratum, keyed] of strata) {
      keyed.sort((a, b) => compareBytes(b.key, a.key));
      for (const [place, { code }] of keyed.slice(0, counts[stratum]).entries()) {
        const seats = (await freeFor(code, conflicts, seed, loads, new Set())).slice(0, SEATS);
        for (const seat of seats) loads.set(seat, loads.get(seat) + 1);
        rows.push({ stratum, rank: place + 1, code, inspectors: seats });
      }
    }
    return rows;
  }

  const conflictsOf = (inspectors) => new Map(inspectors.map((one) => [one.certificate, new Set(one.conflicts)]));

  async function freeFor(code, conflicts, seed, loads, without) {
    const free = [...conflicts.keys()].filter((seat) => !conflicts.get(seat).has(code) && !without.has(seat));
    const keyed = await Promise.all(free.map(async (seat) => ({ seat, load: loads.get(seat), hash: await sha(seed, code, seat) })));
    keyed.sort((a, b) => a.load - b.load || compareBytes(a.hash, b.hash));
    return keyed.map((one) => one.seat);
  }

  /* The override as it must be, after its seats are put into `rows`; null when it cannot be. */
  async function override(rows, entry, gone, conflicts, seed, number) {
    const row = rows.find((one) => one.code === entry.code);
    if (!row) return null;
    const left = gone.get(row.code), asked = 'recused' in entry ? 'recused' : 'inspectors';
    const loads = new Map([...conflicts.keys()].map((seat) => [seat, 0]));
    let seats = [...row.inspectors];
    if (asked === 'recused') {
      if (!seats.includes(entry.recused)) return null;
      left.add(entry.recused);
      for (const other of rows) for (const seat of other.inspectors) loads.set(seat, loads.get(seat) + 1);
      const free = await freeFor(row.code, conflicts, seed, loads, new Set([...left, ...seats]));
      seats.splice(seats.indexOf(entry.recused), 1, ...free.slice(0, 1));
    } else {
      const free = await freeFor(row.code, conflicts, seed, loads, left);
      seats = entry.inspectors;
      if (!seats.every((seat) => free.includes(seat))) return null;
    }
    row.inspectors = seats;
    const told = Object.fromEntries(['code', 'reason', 'approver'].map((name) => [name, clean(entry[name])]));
    const seal = hex(await sha(seed, String(number), told.code, told.reason, told.approver, ...seats));
    return { ...told, seal, [asked]: asked === 'recused' ? entry.recused : seats };
  }

  /* What the covered parts must be, from the pools, the nonce, the texts, the counts and what the overrides ask for. */
  async function recompute(receipt, onProgress) {
    const nonce = unhex(receipt.nonce), texts = receipt.witness_texts.map(clean), heading = HEADING.exec(texts[0]);
    const typed = heading ? texts.slice(1) : texts, pools = await poolDigest(receipt), sizes = new Map();
    for (const one of receipt.employers) sizes.set(one.stratum, (sizes.get(one.stratum) || 0) + 1);
    const strata = [...sizes].map(([name, size]) => [name, Math.max(0, Math.min(receipt.counts[name], size))]);
    const counts = Object.fromEntries(strata), seed = await sha(pools, nonce, ...texts), overrides = [];
    const rows = await draw(receipt, counts, seed, onProgress);
    const gone = new Map(rows.map((row) => [row.code, new Set()])), conflicts = conflictsOf(receipt.inspectors);
    let round = heading ? Number(heading[1]) : 1;
    for (const entry of receipt.overrides) {
      round += 1;
      overrides.push(await override(rows, entry, gone, conflicts, seed, round));
    }
    return {
      version: 1, pool_digest: hex(pools), commitment: hex(await sha(nonce)), nonce: hex(nonce),
      witness_texts: typed.length && texts.every(Boolean) ? texts : null,
      seed: hex(seed), counts, result: rows, overrides, round,
    };
  }

  /* Where two lists part, for the reader. */
  function place(told, right) {
    if (!Array.isArray(told) || !Array.isArray(right)) return '';
    const first = told.findIndex((one, i) => i >= right.length || !same(one, right[i]));
    return `（从第 ${(first < 0 ? told.length : first) + 1} 项起）`;
  }

  async function check(receipt, onProgress) {
    if (isMalformed(receipt)) return [MALFORMED];
    const expected = await recompute(receipt, onProgress);
    const wrong = Object.keys(SAID).filter((part) => !same(receipt[part], expected[part]));
    return wrong.map((part) => SAID[part] + place(receipt[part], expected[part]));
  }

  const isObject = (value) => value !== null && typeof value === 'object' && !Array.isArray(value);
  const isNumber = (value, least, most = Infinity) => Number.isInteger(value) && value >= least && value <= most;
  const isString = (value) => typeof value === 'string';
  const isHex = (value) => typeof value === 'string' && HEX.test(value);
  const isList = (value, isItem) => Array.isArray(value) && value.every((item) => isItem(item));
  const hasKeys = (value, names) => Object.keys(value).length === names.length && names.every((name) => Object.hasOwn(value, name));
  const isSet = (values) => new Set(values).size === values.length;
  const isEmployer = (value) => isObject(value) && isString(value.code) && isString(value.stratum) && isNumber(value.weight, 1, MAX_WEIGHT);
  const isInspector = (value) => isObject(value) && isString(value.certificate) && isList(value.conflicts, isString);

  function isOverride(value) {
    const named = ['code', 'reason', 'approver', 'seal'];
    if (!isObject(value) || !named.every((name) => isString(value[name]))) return false;
    if (hasKeys(value, [...named, 'recused'])) return isString(value.recused);
    return hasKeys(value, [...named, 'inspectors']) && isList(value.inspectors, isString) && value.inspectors.length === SEATS && isSet(value.inspectors);
  }

  const isPool = (value, isOne, name) => isList(value, isOne) && isSet(value.map((one) => one[name]));

  function isMalformed(receipt) {
    return !isObject(receipt) || !hasKeys(receipt, [...Object.keys(SAID), ...PARTS])
      || !isPool(receipt.employers, isEmployer, 'code') || !isPool(receipt.inspectors, isInspector, 'certificate')
      || !isHex(receipt.nonce) || !isList(receipt.witness_texts, isString) || !receipt.witness_texts.length
      || !isObject(receipt.counts) || !receipt.employers.every((one) => isNumber(receipt.counts[one.stratum], 0))
      || !isList(receipt.overrides, isOverride);
  }

  /* A number with a fraction or an exponent occurs in no receipt, nor does half a character. */
  const isStrange = (text) => /\d[.eE]/.test(text.replace(/"(?:[^"\\]|\\.)*"/g, '""')) || LONE.test(text);

  function hasHalfCharacter(value) {
    if (typeof value === 'string') return LONE.test(value);
    if (value === null || typeof value !== 'object') return false;
    return Object.entries(value).some(([name, inner]) => LONE.test(name) || hasHalfCharacter(inner));
  }

  globalThis.verifyDraw = async function verifyDraw(text, onProgress = () => {}) {
    let receipt;
    try {
      receipt = JSON.parse(text);
      if (isStrange(text) || hasHalfCharacter(receipt)) return [MALFORMED];
    } catch {
      return [MALFORMED];
    }
    return check(receipt, onProgress);
  };

  /* The page: templates/draws/verify.html. */
  function wire(form) {
    const file = form.querySelector('input[type=file]'), answer = document.querySelector('[data-verify-answer]');
    const say = (template, more) => {
      const shown = document.querySelector(`template[data-verify="${template}"]`).content.cloneNode(true);
      more?.(shown);
      answer.replaceChildren(shown);
    };
    async function run() {
      const chosen = file.files[0];
      if (!chosen) return say('none');
      if (!globalThis.crypto?.subtle) return say('unable');
      say('busy');
      const bar = answer.querySelector('progress');
      const problems = await globalThis.verifyDraw(await chosen.text(), (done, total) => { bar.max = total; bar.value = done; });
      if (!problems.length) return say('holds', (shown) => { shown.querySelector('[data-name]').textContent = chosen.name; });
      return say('fails', (shown) => {
        shown.querySelector('[data-name]').textContent = chosen.name;
        const list = shown.querySelector('ul');
        for (const problem of problems) list.append(Object.assign(document.createElement('li'), { textContent: problem }));
      });
    }
    file.addEventListener('change', run);
    form.addEventListener('submit', (event) => { event.preventDefault(); run(); });
  }
  if (typeof document !== 'undefined') {
    const form = document.querySelector('[data-verify-form]');
    if (form) wire(form);
  }
}());
