import type { PosConfirmation } from '#contract/pos/pos-members.ts';
import { ada, atTill1, documented, mug, problemExample } from './pos-example-parts.ts';
import type { PosExample } from './pos-operation.ts';

const { confirmationId, confirmationCode, number, receiptNumber } = documented;

const open: PosConfirmation = {
  confirmationId,
  state: 'open',
  reward: mug,
  member: ada,
  askedAt: '2026-01-15T09:00:00.000Z',
  expiresAt: '2026-01-15T09:05:00.000Z',
  pinFrom: null,
  redemption: null,
};

const confirmed: PosConfirmation = {
  ...open,
  state: 'confirmed',
  redemption: {
    redemptionId: confirmationId,
    state: 'redeemed',
    reward: mug,
    member: { ...ada, tierId: 'member', tier: 'Member' },
    points: 40,
    expiresAt: '2026-01-15T09:30:00.000Z',
    used: { at: '2026-01-15T09:00:00.000Z', ...atTill1, receiptNumber },
    reserved: null,
    redeemable: false,
    refusal: null,
  },
};

const unknown = {
  status: 404,
  answer: problemExample(
    { key: 'confirmation-unknown' },
    'This till has asked nothing like that. Ask again.',
  ),
} as const;

const wish = { memberNumber: number, receiptNumber };

export const askExamples: readonly PosExample[] = [
  {
    name: 'asked',
    summary: 'The member is asked on the phone and by mail',
    request: { ...wish, rewardId: 'mug' },
    status: 200,
    answer: open,
  },
  {
    name: 'points-short',
    summary: 'The member has too few points',
    request: { ...wish, rewardId: 'tote' },
    status: 422,
    answer: problemExample(
      { key: 'points-short', missing: 170 },
      'The shopper is 170 points short.',
    ),
  },
];

export const readExamples: readonly PosExample[] = [
  { name: 'open', summary: 'No answer yet', status: 200, answer: open },
  { name: 'unknown', summary: 'Another till asked it, or nobody', ...unknown },
];

export const codeExamples: readonly PosExample[] = [
  {
    name: 'right',
    summary: 'What the member read out',
    request: { code: confirmationCode },
    status: 200,
    answer: confirmed,
  },
  {
    name: 'wrong',
    summary: 'A code of another mail',
    request: { code: '000000' },
    status: 422,
    answer: problemExample(
      { key: 'confirmation-code-wrong', left: 4 },
      'Wrong code. Check the newest mail: 4 tries left.',
      '/code',
    ),
  },
];

export const pinExamples: readonly PosExample[] = [
  {
    name: 'right',
    summary: 'What the member typed',
    request: { pin: documented.pin },
    status: 200,
    answer: { ...confirmed, pinFrom: '2026-01-15T09:00:00.000Z' },
  },
  {
    name: 'wrong',
    summary: 'Another PIN',
    request: { pin: '9173' },
    status: 422,
    answer: problemExample(
      { key: 'member-pin-wrong', left: 2 },
      'Wrong PIN. The shopper has 2 more tries, then it is locked. The code from the mail works too.',
      '/pin',
    ),
  },
  {
    name: 'none',
    summary: 'The member has chosen none',
    request: { pin: documented.pin },
    status: 409,
    answer: problemExample(
      { key: 'member-pin-none' },
      'The shopper has no PIN. Ask for the code from the mail.',
    ),
  },
];

export const cancelExamples: readonly PosExample[] = [
  {
    name: 'taken-back',
    summary: 'The member changed their mind aloud',
    request: {},
    status: 200,
    answer: { ...open, state: 'cancelled' },
  },
  { name: 'unknown', summary: 'Another till asked it, or nobody', request: {}, ...unknown },
];
