/* Checks the receipt of a random draw in the browser, with WebCrypto; nothing is sent anywhere.
   The same rules as static/verify_draw.py, the same sentences. `verifyDraw(text)` resolves to what does not hold ([] = holds). */
(function () {
  'use strict';
  const SEATS = 2, MAX_WEIGHT = 1000, CHUNK = 4096;
  const COVERED = ['version', 'round', 'employers', 'inspectors', 'pool_digest', 'commitment', 'nonce', 'witness_texts', 'seed', 'counts', 'result', 'overrides'];
  const UNCOVERED = ['campaign', 'previous', 'drawn_at'];
  const HEX = /^[0-9a-f]{64}$/, CONTROL = /[\x00-\x1f\x7f-\x9f]/, LONE = /\p{Cs}/u;
  const HEADING = /^第([1-9][0-9]{0,5})轮 [0-9a-f]{64} /;
  const NOT_A_RECEIPT = '不是有效的凭证文件';
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

  async function draw(receipt, seed, onProgress) {
    const { employers, inspectors, counts } = receipt;
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

  /* Applies the seats changed in later rounds to `rows`; returns what is wrong with them. */
  async function override(rows, receipt, seed, firstRound) {
    const problems = [], byCode = new Map(rows.map((row) => [row.code, row])), left = new Map();
    const conflicts = conflictsOf(receipt.inspectors);
    for (const [place, entry] of receipt.overrides.entries()) {
      const number = place + 1, row = byCode.get(entry.code);
      if (!row) return [...problems, `overrides：第 ${number} 条的单位 ${entry.code} 不在抽中名单里`];
      if (!left.has(entry.code)) left.set(entry.code, new Set());
      const gone = left.get(entry.code), loads = new Map([...conflicts.keys()].map((seat) => [seat, 0]));
      let seats = [...row.inspectors];
      if ('recused' in entry) {
        if (!seats.includes(entry.recused)) return [...problems, `overrides：第 ${number} 条的回避人员 ${entry.recused} 不在这一户`];
        gone.add(entry.recused);
        for (const other of rows) for (const seat of other.inspectors) loads.set(seat, loads.get(seat) + 1);
        const free = await freeFor(entry.code, conflicts, seed, loads, new Set([...gone, ...seats]));
        seats.splice(seats.indexOf(entry.recused), 1, ...free.slice(0, 1));
      } else {
        const free = await freeFor(entry.code, conflicts, seed, loads, gone);
        seats = entry.inspectors;
        if (!seats.every((seat) => free.includes(seat))) return [...problems, `overrides：第 ${number} 条指定的人员不在名录里、有利害关系或已回避`];
      }
      row.inspectors = seats;
      const seal = hex(await sha(seed, String(firstRound + number), entry.code, entry.reason, entry.approver, ...seats));
      if (seal !== entry.seal) problems.push(`overrides：第 ${number} 条与封记不符，单位、人员、理由、批准人或轮次被改动`);
    }
    return problems;
  }

  async function check(receipt, onProgress) {
    const problems = misshapen(receipt);
    if (problems.length) return problems;
    const texts = receipt.witness_texts, heading = HEADING.exec(texts[0]);
    const firstRound = heading ? Number(heading[1]) : 1, expected = firstRound + receipt.overrides.length;
    if (heading && texts.length === 1) problems.push('witness_texts：没有见证人键入的文字');
    if (receipt.round !== expected) problems.push(`round：按凭证内容应为第 ${expected} 轮`);
    const nonce = unhex(receipt.nonce), pools = await poolDigest(receipt);
    if (receipt.commitment !== hex(await sha(nonce))) problems.push('commitment：承诺值不是这个随机数的摘要');
    if (receipt.pool_digest !== hex(pools)) problems.push('pool_digest：名录与名录摘要不符');
    const seed = await sha(pools, nonce, ...texts);
    if (receipt.seed !== hex(seed)) problems.push('seed：种子与名录、随机数、见证文字不符');
    const rows = await draw(receipt, seed, onProgress);
    problems.push(...await override(rows, receipt, seed, firstRound));
    if (!same(rows, receipt.result)) {
      const wrong = rows.findIndex((row, i) => i >= receipt.result.length || !same(row, receipt.result[i]));
      problems.push(`result：从第 ${(wrong < 0 ? rows.length : wrong) + 1} 行起与重新抽取的结果不符`);
    }
    return problems;
  }

  const isObject = (value) => value !== null && typeof value === 'object' && !Array.isArray(value);
  const isNumber = (value, least, most = Infinity) => Number.isInteger(value) && value >= least && value <= most;
  const isText = (value) => typeof value === 'string' && value !== '' && !CONTROL.test(value);
  const isHex = (value) => typeof value === 'string' && HEX.test(value);
  const isList = (value, isItem) => Array.isArray(value) && value.every((item) => isItem(item));
  const hasKeys = (value, names) => Object.keys(value).length === names.length && names.every((name) => Object.hasOwn(value, name));
  const isSet = (values) => new Set(values).size === values.length;
  const isEmployer = (value) => isObject(value) && isText(value.code) && isText(value.stratum) && isNumber(value.weight, 1, MAX_WEIGHT);
  const isInspector = (value) => isObject(value) && isText(value.certificate) && isList(value.conflicts, isText);
  const isRow = (value) => isObject(value) && hasKeys(value, ['stratum', 'rank', 'code', 'inspectors']) && isText(value.stratum)
    && isNumber(value.rank, 1) && isText(value.code) && isList(value.inspectors, isText);

  function isOverride(value) {
    const named = ['code', 'reason', 'approver', 'seal'];
    if (!isObject(value) || !named.slice(0, 3).every((name) => isText(value[name])) || !isHex(value.seal)) return false;
    if (hasKeys(value, [...named, 'recused'])) return isText(value.recused);
    return hasKeys(value, [...named, 'inspectors']) && isList(value.inspectors, isText) && value.inspectors.length === SEATS && isSet(value.inspectors);
  }

  const SHAPES = {
    version: (value) => isNumber(value, 1, 1),
    round: (value) => isNumber(value, 1),
    employers: (value) => isList(value, isEmployer) && isSet(value.map((one) => one.code)),
    inspectors: (value) => isList(value, isInspector) && isSet(value.map((one) => one.certificate)),
    pool_digest: isHex,
    commitment: isHex,
    nonce: isHex,
    witness_texts: (value) => isList(value, isText) && value.length > 0,
    seed: isHex,
    counts: (value) => isObject(value) && Object.values(value).every((count) => isNumber(count, 0)),
    result: (value) => isList(value, isRow),
    overrides: (value) => isList(value, isOverride),
  };

  function misshapen(receipt) {
    if (!isObject(receipt) || !hasKeys(receipt, [...COVERED, ...UNCOVERED])) return ['凭证的项目不全，或有多余的项目'];
    const wrong = COVERED.filter((name) => !SHAPES[name](receipt[name]));
    if (wrong.length) return wrong.map((name) => `${name}：格式不对`);
    const sizes = new Map();
    for (const one of receipt.employers) sizes.set(one.stratum, (sizes.get(one.stratum) || 0) + 1);
    const strata = Object.keys(receipt.counts);
    if (strata.length !== sizes.size || !strata.every((name) => sizes.has(name))) return ['counts：各层与名录里的层不一致'];
    if (strata.some((name) => receipt.counts[name] > sizes.get(name))) return ['counts：有的层要抽的户数多于名录里的户数'];
    return [];
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
      if (isStrange(text) || hasHalfCharacter(receipt)) return [NOT_A_RECEIPT];
    } catch {
      return [NOT_A_RECEIPT];
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
