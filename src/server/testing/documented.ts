import type { Program } from '#domain/program.ts';
import { documented } from '#server/http/pos-example-parts.ts';
import { loadProgram } from '#server/usecases/load-program.ts';
import { issue, wallet } from './counter.ts';
import { testProgram } from './program.ts';
import { startTillpass, type Tillpass } from './tillpass.ts';

/** A server with the program that the documents' examples are about. */
export async function startDocumented(): Promise<Tillpass> {
  const t = await startTillpass();
  await loadProgram(t.context, likeTheDocuments(testProgram));
  return t;
}

function likeTheDocuments(program: Program): Program {
  const worded = {
    name: { en: '5.00 off' },
    instruction: { en: 'Take 5.00 off the total: press DISCOUNT, type 5.00.' },
  };
  return {
    ...program,
    rewards: program.rewards.map((one) => (one.id === 'coffee' ? { ...one, ...worded } : one)),
    stores: program.stores.map((one) =>
      one.id === 'main' ? { ...one, name: 'Main Street' } : one,
    ),
  };
}

/** Puts what this run has in the place of what the documents call it. */
export type Translated = (written: string) => string;

/** Whom the examples are about, with a voucher that can be redeemed. */
export interface Ada {
  readonly code: string;
  readonly redemptionId: string;
  readonly receiptNumber: string;
  readonly real: Translated;
}

/** @param turn so that many of her can be in one program, each with receipts of her own */
export async function joinedAda(t: Tillpass, turn = 0): Promise<Ada> {
  const phone = await t.joined(`ada-${turn}@example.com`);
  await phone.post('/api/profile', { firstName: 'Ada' });
  const { number } = (await wallet(phone)).member;
  const redemptionId = `${documented.redemptionId.slice(0, -4)}${String(turn).padStart(4, '0')}`;
  const receiptNumber = `${documented.receiptNumber}-${turn}`;
  const { code } = (await issue(phone, 'coffee', redemptionId)).body;
  const pairs: readonly (readonly [string, string])[] = [
    [documented.code, code],
    [documented.grouped, code.replace(/.{4}(?=.)/g, '$& ')],
    // As examples write a code that lost its first digit.
    [documented.code.slice(1), code.slice(1)],
    [documented.number, number],
    [documented.redemptionId, redemptionId],
    [documented.receiptNumber, receiptNumber],
  ];
  const real = (written: string) =>
    pairs.reduce((all, [theirs, ours]) => all.replaceAll(theirs, ours), written);
  return { code, redemptionId, receiptNumber, real };
}

/** Ids that the server makes differ from one request to the next. */
const made: readonly string[] = ['requestId', 'purchaseId', 'next'];

export const withoutMadeIds = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value), (name, inner) => (made.includes(name) ? typeof inner : inner));
