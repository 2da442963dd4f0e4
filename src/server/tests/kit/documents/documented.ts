import type { Program, Reward } from '#domain/program/program.ts';
import { documented } from '#server/http/pos/openapi/pos-example-parts.ts';
import { issue, wallet } from '#server/tests/kit/counter.ts';
import { testProgram } from '#server/tests/kit/program.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';
import { loadProgram } from '#server/usecases/program/load-program.ts';

/** A server with the program of the documents' examples. */
export async function startDocumented(): Promise<Tillpass> {
  const t = await startTillpass();
  await loadProgram(t.context, likeTheDocuments(testProgram));
  return t;
}

const perk = (id: string, name: string, instruction: string, points: number): Reward => ({
  id,
  name: { en: name },
  instruction: { en: instruction },
  worth: { kind: 'perk' },
  points,
});

const likeTheDocuments = (program: Program): Program => ({
  ...program,
  claims: { days: 14 },
  returns: 'any-store',
  rewards: [
    {
      ...perk('five-off', '5.00 off', 'Take 5.00 off the total: press DISCOUNT, type 5.00.', 100),
      worth: { kind: 'amount-off', minor: 500 },
    },
    perk('mug', 'Enamel mug', 'Hand over one enamel mug.', 40),
    perk('tote', 'Canvas tote bag', 'Hand over one canvas tote bag.', 220),
  ],
  stores: program.stores.map((one) => (one.id === 'main' ? { ...one, name: 'Main Street' } : one)),
});

/** Replaces the documents' values by those of this run. */
export type Translated = (written: string) => string;

/** Ada, the member of the examples, with a voucher that can be redeemed. */
export interface Ada {
  readonly number: string;
  readonly code: string;
  readonly redemptionId: string;
  readonly receiptNumber: string;
  readonly address: string;
  readonly confirmationId: string;
  /** From now on `theirs` in an example means `ours`. */
  learn(theirs: string, ours: string): void;
  readonly real: Translated;
}

/** @param turn makes her unique, so that many can be in one program, each with her own receipts */
export async function joinedAda(t: Tillpass, turn = 0): Promise<Ada> {
  const address = `ada-${turn}@example.com`;
  const phone = await t.joined(address);
  await phone.post('/api/profile', { firstName: 'Ada' });
  const { number } = (await wallet(phone)).member;
  const own = (id: string) => `${id.slice(0, -4)}${String(turn).padStart(4, '0')}`;
  const redemptionId = own(documented.redemptionId);
  const confirmationId = own(documented.confirmationId);
  const receiptNumber = `${documented.receiptNumber}-${turn}`;
  const { code } = (await issue(phone, 'five-off', redemptionId)).body;
  const pairs: (readonly [string, string])[] = [
    [documented.code, code],
    [documented.grouped, code.replace(/.{4}(?=.)/g, '$& ')],
    // The examples' code without its first digit.
    [documented.code.slice(1), code.slice(1)],
    [documented.number, number],
    [documented.redemptionId, redemptionId],
    [documented.receiptNumber, receiptNumber],
    [documented.returnNumber, `${documented.returnNumber}-${turn}`],
    [documented.confirmationId, confirmationId],
  ];
  const real = (written: string) =>
    pairs.reduce((all, [theirs, ours]) => all.replaceAll(theirs, ours), written);
  // Added in front, so that the latest meaning is used.
  const learn = (theirs: string, ours: string) => void pairs.unshift([theirs, ours]);
  return { code, redemptionId, receiptNumber, address, number, confirmationId, learn, real };
}

/** Ids that the server makes, which differ from one request to the next. */
const made: readonly string[] = [
  ...['requestId', 'purchaseId', 'returnId', 'confirmationId', 'memberId', 'number', 'next'],
];

export const withoutMadeIds = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value), (name, inner) => (made.includes(name) ? typeof inner : inner));
