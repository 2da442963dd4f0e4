import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TillConfirmation, TillMember } from '#contract/till-members.ts';
import { type Desk, deskTakesScan, deskTone, lookUp } from './desk.ts';

const member: TillMember = {
  memberId: 'member-1',
  number: '4820163573',
  firstName: 'Ada',
  tier: { id: 'member', name: 'Member', perks: [] },
  balance: 150,
  liveVouchers: 0,
  pinFrom: null,
  proved: true,
  rewards: [],
  nearly: [],
};
const question = (state: TillConfirmation['state']): Desk => ({
  name: 'question',
  member,
  asked: {
    id: 'question-1',
    state,
    reward: {
      id: 'coffee',
      name: 'Any coffee',
      instruction: 'Make a coffee.',
      points: 60,
      worth: { kind: 'perk' },
    },
    memberId: member.memberId,
    number: member.number,
    firstName: 'Ada',
    askedAt: 0,
    expiresAt: 300_000,
    pinFrom: null,
    voucher: null,
  },
});

test('a scan begins anew, but not over an open question or a purchase half typed', () => {
  const takes: Desk[] = [
    lookUp(member.number),
    { name: 'join', email: '' },
    { name: 'member', member, note: null },
    question('declined'),
    question('expired'),
  ];
  for (const desk of takes) assert.equal(deskTakesScan(desk, false), true, desk.name);
  assert.equal(deskTakesScan(question('open'), false), false);
  assert.equal(deskTakesScan({ name: 'purchase', member }, false), false);
});

test('a scan leaves no question or joining on its way, but a look-up', () => {
  assert.equal(deskTakesScan({ name: 'member', member, note: null }, true), false);
  assert.equal(deskTakesScan({ name: 'join', email: '' }, true), false);
  assert.equal(deskTakesScan(lookUp(member.number), true), true);
  assert.equal(deskTakesScan({ name: 'check-in' }, true), true);
});

test('an answer is heard: a yes rises, a no and a time-out are low, an open question is silent', () => {
  assert.equal(deskTone(question('open')), null);
  assert.equal(deskTone(question('confirmed')), 'done');
  for (const state of ['declined', 'expired', 'ended', 'cancelled'] as const)
    assert.equal(deskTone(question(state)), 'no');
  assert.equal(deskTone({ name: 'member', member, note: 'joined' }), 'yes');
  assert.equal(deskTone({ name: 'join', email: '' }), null);
});
