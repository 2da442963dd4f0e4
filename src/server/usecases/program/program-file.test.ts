import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Program } from '#domain/program/program.ts';
import { bentProgram, rightProgram } from '#server/tests/kit/program-text.ts';
import { faultLine, readProgramFile } from './program-file.ts';

function programOf(text: string): Program {
  const read = readProgramFile(text);
  assert.ok('program' in read, `unexpected faults: ${JSON.stringify(read)}`);
  return read.program;
}

test('a right file is read into minor units, hundredths, instants and words by language', () => {
  const program = programOf(rightProgram);
  assert.deepEqual(program.brand, { color: '#1d6b52', mark: 'C' });
  assert.deepEqual(
    program.tiers.map(({ name, fromMinor, rateHundredths }) => [name, fromMinor, rateHundredths]),
    [
      [{ en: 'Member' }, 0, 100],
      [{ en: 'Gold', ar: 'ذهبي' }, 49_999, 125],
    ],
  );
  const [reward] = program.rewards;
  assert.deepEqual(reward?.worth, { kind: 'amount-off', minor: 500 });
  assert.equal(reward.stock, 7);
});

test('how often a member may have a reward is read', () => {
  const text = rightProgram.replace('stock: 7', 'per-member: { count: 2, every: week }');
  assert.deepEqual(programOf(text).rewards[0]?.perMember, { count: 2, every: 'week' });
  const read = readProgramFile(text.replace('week', 'fortnight'));
  assert.ok('faults' in read);
  assert.match(read.faults[0]?.reason ?? '', /must be one of day, week, month, year, ever/);
});

test('a reward begins with its first day and ends with its last, by the program’s calendar', () => {
  const [reward] = programOf(rightProgram).rewards;
  assert.equal(reward?.from, Date.parse('2026-12-01T00:00:00+01:00'));
  assert.equal(reward.until, Date.parse('2027-01-01T00:00:00+01:00'));
});

test('a time with its offset is taken as it stands', () => {
  const [reward] = programOf(
    bentProgram('from: 2026-12-01', 'from: 2026-12-01T09:30:00+05:00'),
  ).rewards;
  assert.equal(reward?.from, Date.parse('2026-12-01T04:30:00Z'));
});

test('what is optional may be left out, and is then absent', () => {
  const bare = rightProgram.replace(/ {4}(stores|from: 2|until|stock).*\n/g, '');
  assert.deepEqual(Object.keys(programOf(bare).rewards[0] ?? {}).sort(), [
    'id',
    'instruction',
    'name',
    'points',
    'worth',
  ]);
});

test('what a reward includes is taken in every language that it is written in', () => {
  const [reward] = programOf(
    bentProgram(
      'points: 100',
      'points: 100\n    about: { en: Extras are paid, ar: الإضافات مدفوعة }',
    ),
  ).rewards;
  assert.deepEqual(reward?.about, { en: 'Extras are paid', ar: 'الإضافات مدفوعة' });
});

test('a reward’s drawing is read, and an unknown name is refused with the list of names', () => {
  const named = (icon: string) => bentProgram('points: 100', `points: 100\n    icon: ${icon}`);
  assert.equal(programOf(named('cup')).rewards[0]?.icon, 'cup');
  const read = readProgramFile(named('teacup'));
  assert.ok('faults' in read);
  assert.match(
    faultLine('p.yaml', read.faults[0] ?? assert.fail()),
    /^p\.yaml:\d+:5: rewards\[0\]\.icon: must be one of apple, bag, .*, cup, .*, van$/,
  );
});

test('an amount is read digit by digit, quoted or not, in every currency’s own digits', () => {
  const inCurrency = (currency: string, amount: string) =>
    programOf(
      rightProgram
        .replace('EUR', currency)
        .replace('499.99', '400')
        .replace('amount: 5.00', `amount: ${amount}`),
    ).rewards[0]?.worth;
  assert.deepEqual(inCurrency('EUR', '1.10'), { kind: 'amount-off', minor: 110 });
  assert.deepEqual(inCurrency('EUR', '"0.07"'), { kind: 'amount-off', minor: 7 });
  assert.deepEqual(inCurrency('EUR', '8.2'), { kind: 'amount-off', minor: 820 });
  assert.deepEqual(inCurrency('JPY', '500'), { kind: 'amount-off', minor: 500 });
  assert.deepEqual(inCurrency('KWD', '1.005'), { kind: 'amount-off', minor: 1005 });
});

test('goods come back to any store, unless the file says to the one that sold them', () => {
  assert.equal(programOf(rightProgram).returns, 'any-store');
  const withReturns = (returns: string) =>
    bentProgram('currency:', `returns: ${returns}\ncurrency:`);
  assert.equal(programOf(withReturns('any-store')).returns, 'any-store');
  assert.equal(programOf(withReturns('same-store')).returns, undefined);
  const wrong = readProgramFile(withReturns('nowhere'));
  assert.ok('faults' in wrong && wrong.faults.some(({ path }) => path === 'returns'));
});

test('a store’s scanner is read as it stands, and bars that can’t be drawn are refused', () => {
  const withScanner = (scanner: string) =>
    bentProgram('name: Main Street', `name: Main Street\n    scanner: ${scanner}`);
  const [store] = programOf(withScanner('{ symbology: ean-13, prefix: 27 }')).stores;
  assert.deepEqual(store?.scanner, {
    symbology: 'ean-13',
    prefix: '27',
    suffix: '',
    digitsOnly: false,
  });
  const faults = (scanner: string) => {
    const read = readProgramFile(withScanner(scanner));
    return 'faults' in read ? read.faults.map((fault) => faultLine('f', fault)) : [];
  };
  assert.deepEqual(faults('{ symbology: ean-13 }'), [
    'f:36:5: stores[0].scanner.prefix: must be two digits from 20 to 29, which GS1 leaves to shops',
  ]);
  assert.deepEqual(faults('{ symbology: code-39, suffix: ab }'), [
    "f:36:36: stores[0].scanner.suffix: has characters that code-39 can't carry",
  ]);
});

test('words that YAML takes for something else stay words', () => {
  const program = programOf(
    bentProgram('name: Main Street', 'name: 1e3').replace('[Smiles]', '[no, 010]'),
  );
  assert.equal(program.stores[0]?.name, '1e3');
  assert.deepEqual(program.tiers[1]?.perks, [{ en: 'no' }, { en: '010' }]);
});

test('every worth brings what it needs', () => {
  const worth = (text: string) =>
    programOf(bentProgram('{ kind: amount-off, amount: 5.00 }', text)).rewards[0]?.worth;
  assert.deepEqual(worth('{ kind: percent-off, percent: 10 }'), {
    kind: 'percent-off',
    percent: 10,
  });
  assert.deepEqual(worth('{ kind: perk }'), { kind: 'perk' });
  assert.deepEqual(worth('{ kind: free-product, product: { en: Bun, ar: كعكة } }'), {
    kind: 'free-product',
    product: { en: 'Bun', ar: 'كعكة' },
  });
});

test('the watch list’s amount and a store’s hours are read, and may be left out', () => {
  const text = bentProgram('tiers:\n', 'watch-purchases-above: 249.50\ntiers:\n').replace(
    'name: Main Street',
    'name: Main Street\n    hours: { opens: 08:30, closes: 20:00 }',
  );
  const program = programOf(text);
  assert.equal(program.watch?.purchaseMinor, 24_950);
  assert.deepEqual(program.stores[0]?.hours, { opensMinute: 510, closesMinute: 1_200 });
  assert.equal(programOf(rightProgram).watch, undefined);
  const more = programOf(
    bentProgram(
      'tiers:\n',
      'second-person-above: 300\nsecond-person-undone: { number: 4, points: 900 }\nwatch: { member: { number: 2, sum: 99.50 }, look-ups: 50, undone: { number: 5, points: 700 } }\ntiers:\n',
    ),
  );
  assert.equal(more.secondPersonAboveMinor, 30_000);
  assert.deepEqual(more.secondPersonUndone, { count: 4, points: 900 });
  assert.deepEqual(more.watch, {
    member: { count: 2, minor: 9_950 },
    undone: { count: 5, points: 700 },
    lookUps: 50,
  });
  assert.ok('faults' in readProgramFile(text.replace('20:00', '24:00')));
});

test('points wait for so many days as the file says, and count towards a tier at once unless it says then', () => {
  const withPending = (pending: string) =>
    bentProgram('currency:', `pending: ${pending}\ncurrency:`);
  assert.equal(programOf(rightProgram).pending, undefined);
  assert.deepEqual(programOf(withPending('{ days: 14 }')).pending, { days: 14, tiers: 'at-once' });
  const then = '{ days: 30, tiers: when-available }';
  assert.deepEqual(programOf(withPending(then)).pending, { days: 30, tiers: 'when-available' });
  for (const [wrong, path] of [
    ['{ days: 0 }', 'pending.days'],
    ['{ days: 121 }', 'pending.days'],
    ['{ days: 1.5 }', 'pending.days'],
    ['{ days: 14, tiers: later }', 'pending.tiers'],
    ['{ tiers: at-once }', 'pending'],
    ['14', 'pending'],
  ] as const) {
    const read = readProgramFile(withPending(wrong));
    const paths = 'faults' in read ? read.faults.map(({ path: at }) => at) : [];
    assert.ok(
      paths.some((one) => one.startsWith(path)),
      `${wrong}: ${paths.join(' ')}`,
    );
  }
});

test('how points expire is read, and what the file leaves out has its default', () => {
  const withExpiry = (expiry: string) => bentProgram('currency:', `expiry: ${expiry}\ncurrency:`);
  assert.equal(programOf(rightProgram).expiry, undefined);
  const whole = '{ ends: quarter, notice-days: 14, reinstate-days: 0 }';
  const read = { ends: 'quarter', noticeDays: 14, reinstateDays: 0 };
  assert.deepEqual(programOf(withExpiry(whole)).expiry, read);
  assert.deepEqual(programOf(withExpiry('{ ends: inactivity }')).expiry, { ends: 'inactivity' });
  for (const [wrong, path] of [
    ['{ ends: fortnight }', 'expiry.ends'],
    ['{ notice-days: 0 }', 'expiry.notice-days'],
    ['{ notice-days: 31 }', 'expiry.notice-days'],
    ['{ reinstate-days: 366 }', 'expiry.reinstate-days'],
  ] as const) {
    const faulty = readProgramFile(withExpiry(wrong));
    assert.equal('faults' in faulty && faulty.faults[0]?.path, path, wrong);
  }
});

test('each key is looked at once, and not with all others', () => {
  const keys = Array.from({ length: 20_000 }, (_, at) => `k${at}: x\n`).join('');
  const before = process.threadCpuUsage();
  const read = readProgramFile(rightProgram + keys);
  assert.equal('faults' in read && read.faults[0]?.path, 'k0');
  const { user } = process.threadCpuUsage(before);
  assert.ok(user < 4_000_000, `${user} µs for 20,000 keys`);
});

test('a text that nobody can see is refused at its line', () => {
  const reason = 'shows nothing: write letters that people can see';
  for (const [from, to, said] of [
    ['name: 5.00 off', 'name: "\u200b\u2060\ufe0f"', `f:25:5: rewards[0].name: ${reason}`],
    ['name: Corner Shop', 'name: "\u3164 \u2800"', `f:1:1: name: ${reason}`],
  ] as const) {
    const read = readProgramFile(rightProgram.replace(from, to));
    assert.ok('faults' in read, 'taken, though wrong');
    assert.deepEqual(
      read.faults.map((fault) => faultLine('f', fault)),
      [said],
    );
  }
});
