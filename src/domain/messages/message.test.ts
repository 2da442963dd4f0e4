import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  type MessageKind,
  type MessageSettings,
  messageKinds,
} from '#domain/program/message-settings.ts';
import {
  afterQuiet,
  type DeadAddress,
  isUnasked,
  type MessageConsent,
  messageRules,
  type Recipient,
  refusedTo,
  weekBefore,
  whetherToTell,
} from './message.ts';

const hour = 60 * 60_000;
const timeZones = ['Europe/Berlin', 'Africa/Cairo', 'America/New_York', 'Australia/Lord_Howe'];
const clockOf = (at: number, timeZone: string) =>
  new Date(at).toLocaleTimeString('sv-SE', { timeZone }).slice(0, 5);
const minutesOf = (at: number, timeZone: string) => {
  const [hours = 0, minutes = 0] = clockOf(at, timeZone).split(':').map(Number);
  return hours * 60 + minutes;
};

/** What may happen to a member, and messages in between. */
const kind = fc.constantFrom(...messageKinds);
const happening = fc.oneof(
  { weight: 4, arbitrary: fc.record({ what: fc.constant('cause' as const), kind }) },
  fc.record({ what: fc.constant('choose' as const), kind, wants: fc.boolean() }),
  fc.record({ what: fc.constant('birthday' as const), told: fc.boolean() }),
  fc.record({ what: fc.constant('newsletter' as const), told: fc.boolean() }),
  fc.record({ what: fc.constant('prove' as const) }),
  fc.record({
    what: fc.constant('die' as const),
    dead: fc.constantFrom(null, null, 'claimed' as const, 'proved' as const),
  }),
  fc.record({ what: fc.constant('wait' as const), hours: fc.integer({ min: 1, max: 100 }) }),
);
const settings: fc.Arbitrary<MessageSettings> = fc.record(
  {
    on: fc.subarray([...messageKinds]),
    off: fc.subarray([...messageKinds]),
    unaskedAWeek: fc.integer({ min: 0, max: 7 }),
    quiet: fc.record({
      from: fc.integer({ min: 0, max: 1_439 }),
      until: fc.integer({ min: 0, max: 1_439 }),
    }),
  },
  { requiredKeys: [] },
);

test('in 10,000 histories no message goes out without what it needs, at night, or too often', () => {
  let sent = 0;
  const seen = new Set<MessageKind>();
  fc.assert(
    fc.property(
      fc.array(happening, { minLength: 10, maxLength: 25, size: 'max' }),
      settings,
      fc.constantFrom(...timeZones),
      (history, messages, timeZone) => {
        const program = { timeZone, messages };
        let at = Date.UTC(2026, 2, 27, 20);
        let proved = false;
        let dead: DeadAddress | null = null;
        const agreed = new Set<MessageConsent>();
        const wants = new Map<MessageKind, boolean>();
        const out: { kind: MessageKind; at: number }[] = [];
        for (const one of history) {
          if (one.what === 'wait') at += one.hours * hour;
          if (one.what === 'prove') proved = true;
          if (one.what === 'die') dead = one.dead;
          if (one.what === 'birthday' || one.what === 'newsletter')
            agreed[one.told ? 'add' : 'delete'](one.what);
          if (one.what === 'choose') wants.set(one.kind, one.wants);
          if (one.what !== 'cause') continue;
          const week = out.filter((mail) => isUnasked(mail.kind) && mail.at > weekBefore(at));
          const recipient = {
            proved,
            dead,
            wants: wants.get(one.kind) ?? null,
            consents: [...agreed],
            unasked: week.length,
          };
          const decided = whetherToTell(one.kind, recipient, at, program);
          if ('withheld' in decided) continue;
          sent += 1;
          seen.add(one.kind);
          out.push({ kind: one.kind, at });
          assert(proved, 'to an address that nobody proved');
          assert(dead !== 'proved', 'to an address from which mail comes back');
          if (dead === 'claimed')
            assert(
              messageRules[one.kind].class === 'security',
              'to where mail is said to come back',
            );
          if (one.kind === 'birthday')
            assert(agreed.has('birthday'), 'a birthday that nobody told');
          if (one.kind === 'news' || one.kind === 'early-access')
            assert(agreed.has('newsletter'), 'news that nobody agreed to');
          assert(wants.get(one.kind) !== false, 'unwanted');
          if (one.kind === 'earned' && !messages.on?.includes('earned'))
            assert(wants.get('earned'), 'a receipt of each purchase that nobody asked for');
          if (messageRules[one.kind].mayBeLeftOut)
            assert(week.length < (messages.unaskedAWeek ?? 2), 'too often');
          assert(decided.sendAt >= at && decided.sendAt - at <= 25 * hour, 'in time');
          const { from, until } = messages.quiet ?? { from: 21 * 60, until: 8 * 60 };
          if (isUnasked(one.kind) && from !== until) {
            // Only where clocks go back over the end of the quiet hours the time on the wall is quiet again.
            const minute = minutesOf(decided.sendAt, timeZone);
            const quiet =
              from < until ? minute >= from && minute < until : minute >= from || minute < until;
            assert(!quiet || decided.sendAt > at, 'in quiet hours');
          } else assert.equal(decided.sendAt, at, 'made to wait');
        }
      },
    ),
    { numRuns: 10_000, seed: 13 },
  );
  assert(sent > 10_000, 'the histories have messages');
  assert.deepEqual([...seen].toSorted(), messageKinds.toSorted());
});

const member: Recipient = { proved: true, dead: null, wants: null, consents: [] };

test('who has chosen nothing gets what the program has on, and what they chose wins over it', () => {
  assert.equal(refusedTo('earned', member, {}), 'not-wanted');
  assert.equal(refusedTo('earned', member, { messages: { on: ['earned'] } }), null);
  assert.equal(refusedTo('earned', { ...member, wants: true }, {}), null);
  const off = { messages: { off: ['tier' as const] } };
  assert.equal(refusedTo('tier', member, off), 'not-wanted');
  assert.equal(refusedTo('tier', { ...member, wants: true }, off), null);
});

test('what a program says of an address keeps no alarm back, what a mail has proved does', () => {
  for (const kind of ['used', 'device'] as const) {
    assert.equal(refusedTo(kind, { ...member, dead: 'claimed' }, {}), null, kind);
    assert.equal(refusedTo(kind, { ...member, dead: 'proved' }, {}), 'dead', kind);
  }
  assert.equal(refusedTo('expiry', { ...member, dead: 'claimed' }, {}), 'dead');
});

test('a birthday needs that it was told, and is not mailed once it was taken back', () => {
  assert.equal(refusedTo('birthday', member, {}), 'no-consent');
  assert.equal(refusedTo('birthday', { ...member, consents: ['birthday'] }, {}), null);
});

test('news needs the consent to the newsletter, whatever else was told', () => {
  assert.equal(refusedTo('news', { ...member, consents: ['birthday'] }, {}), 'no-consent');
  assert.equal(refusedTo('early-access', { ...member, consents: ['newsletter'] }, {}), null);
});

test('what somebody else may have done is told at once, at night and in a full week', () => {
  const at = Date.parse('2026-06-01T03:00:00+02:00');
  const program = { timeZone: 'Europe/Berlin', messages: { unaskedAWeek: 0 } };
  for (const kind of ['used', 'device'] as const) {
    assert.deepEqual(whetherToTell(kind, { ...member, unasked: 9 }, at, program), { sendAt: at });
    assert.equal(isUnasked(kind), false);
  }
});

test('what falls due at night waits for the morning of the program’s time zone; a receipt does not', () => {
  const program = { timeZone: 'Europe/Berlin' };
  const late = Date.parse('2026-03-28T23:30:00+01:00');
  // The clocks go forward in this night.
  assert.equal(afterQuiet('tier', late, program), Date.parse('2026-03-29T08:00:00+02:00'));
  const early = Date.parse('2026-06-01T05:00:00+02:00');
  assert.equal(afterQuiet('tier', early, program), Date.parse('2026-06-01T08:00:00+02:00'));
  const noon = Date.parse('2026-06-01T12:00:00+02:00');
  assert.equal(afterQuiet('tier', noon, program), noon);
  assert.equal(afterQuiet('earned', late, program), late);
});

test('what must be told before something goes is told in a full week too', () => {
  const full = { ...member, unasked: 9 };
  const at = Date.parse('2026-06-01T12:00:00+02:00');
  const program = { timeZone: 'Europe/Berlin' };
  assert.deepEqual(whetherToTell('available', { ...full, wants: true }, at, program), {
    withheld: 'too-many',
  });
  assert.deepEqual(whetherToTell('expiry', full, at, program), { sendAt: at });
});
