import type { PosRewards } from '#contract/pos/pos-members.ts';
import { ada, documented, fiveOff, mug, problemExample } from './pos-example-parts.ts';
import type { PosExample } from './pos-operation.ts';

const { number } = documented;

const suggested: Omit<PosRewards, 'balance'> = {
  rewards: [
    { ...fiveOff, voucherOpen: true },
    { ...mug, voucherOpen: false },
  ],
  nearly: [{ id: 'tote', name: 'Canvas tote bag', points: 220, missing: 170 }],
};

const tier = { id: 'member', name: 'Member', perks: [], keep: null };

const nobody = (pointer: string | null) =>
  problemExample(
    { key: 'member-unknown' },
    'No member found. Check it with the shopper, or sign them up.',
    pointer,
  );

export const findExamples: readonly PosExample[] = [
  {
    name: 'scanned',
    summary:
      'The member’s own barcode, as a scanner sends it that is set to put something in front',
    request: { scanned: `]C0${number}` },
    status: 200,
    answer: {
      ...ada,
      tier,
      balance: 50,
      pending: [],
      liveVouchers: 1,
      proved: true,
      ...suggested,
    },
  },
  {
    name: 'nobody',
    summary: 'An address that is no member’s',
    request: { email: 'nobody@example.com' },
    status: 404,
    answer: nobody('/email'),
  },
];

export const rewardsExamples: readonly PosExample[] = [
  {
    name: 'suggested',
    summary: 'One has a voucher open already, one can be had, one is nearly in reach',
    status: 200,
    answer: { balance: 50, ...suggested },
  },
  { name: 'nobody', summary: 'A number that is no member’s', status: 404, answer: nobody(null) },
];

export const enrolExamples: readonly PosExample[] = [
  {
    name: 'joined',
    summary: 'A shopper who said yes to the sentence',
    request: { email: 'noor@example.com', firstName: 'Noor', consent: 'join-1' },
    status: 200,
    answer: {
      joined: true,
      member: {
        memberId: 'c01f6d3a-8f64-4a39-9c2e-5b7d1e90a412',
        number: '1193075408',
        firstName: 'Noor',
        tier,
        balance: 0,
        pending: [],
        liveVouchers: 0,
        proved: false,
        rewards: [],
        nearly: [
          { id: 'mug', name: 'Enamel mug', points: 40, missing: 40 },
          { id: 'five-off', name: '5.00 off', points: 100, missing: 100 },
          { id: 'tote', name: 'Canvas tote bag', points: 220, missing: 220 },
        ],
      },
    },
  },
  {
    name: 'no-address',
    summary: 'Something is missing in the address',
    request: { email: 'noor@example', consent: 'join-1' },
    status: 422,
    answer: problemExample(
      { key: 'address-invalid', fault: 'shape' },
      'An address looks like name@example.com.',
      '/email',
    ),
  },
];
