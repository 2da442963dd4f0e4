import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  afterWrongConfirmationCode,
  type Confirmation,
  confirmationMs,
  confirmationRefusal,
  shownConfirmationState,
} from './confirmation.ts';

const open: Confirmation = { state: 'open', askedAt: 1_000, wrongCodes: 0 };

test('a question is open until its five minutes are over', () => {
  assert.equal(shownConfirmationState(open, 1_000 + confirmationMs - 1), 'open');
  assert.equal(confirmationRefusal(open, 1_000 + confirmationMs - 1), null);
  assert.equal(shownConfirmationState(open, 1_000 + confirmationMs), 'expired');
  assert.deepEqual(confirmationRefusal(open, 1_000 + confirmationMs), { key: 'confirmation-over' });
});

test('what was answered stays answered, however late one looks', () => {
  for (const state of ['confirmed', 'declined', 'cancelled', 'ended'] as const) {
    assert.equal(shownConfirmationState({ ...open, state }, Number.MAX_SAFE_INTEGER), state);
    assert.notEqual(confirmationRefusal({ ...open, state }, 1_000), null);
  }
  assert.deepEqual(confirmationRefusal({ ...open, state: 'declined' }, 1_000), {
    key: 'confirmation-declined',
  });
});

test('four wrong codes count down, the fifth ends it', () => {
  let confirmation = open;
  for (const left of [4, 3, 2, 1]) {
    const wrong = afterWrongConfirmationCode(confirmation);
    assert.deepEqual(wrong.refusal, { key: 'confirmation-code-wrong', left });
    assert.equal(wrong.confirmation.state, 'open');
    confirmation = wrong.confirmation;
  }
  const last = afterWrongConfirmationCode(confirmation);
  assert.deepEqual(last.refusal, { key: 'confirmation-over' });
  assert.equal(last.confirmation.state, 'ended');
});
