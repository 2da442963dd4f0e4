import type { ExternalId } from '#domain/people/external-id.ts';
import { Refused } from '#domain/refusal.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { type ReadWork, readWork } from '#server/usecases/ground/work.ts';
import {
  countGuess,
  type Guess,
  guesses,
  refuseWhileGuessing,
} from '#server/usecases/guesses/count-wrong-codes.ts';
import { inTurn } from '#server/usecases/guesses/in-turn.ts';
import type { AtTill } from '#server/usecases/passes/claim-pass.ts';
import { passMember } from '#server/usecases/passes/recognise-pass.ts';
import { tryPass } from '#server/usecases/passes/try-pass.ts';
import {
  memberIdKnown,
  memberIdOfAddress,
  memberIdOfExternalId,
  memberIdOfNumber,
} from '#server/usecases/scan/find-named.ts';
import { findVoucher } from '#server/usecases/scan/find-voucher.ts';
import { type Recognised, recogniseScan } from '#server/usecases/scan/recognise-scan.ts';

/** What a request contains that somebody may be guessing. */
export type Sent =
  | { readonly what: 'nothing' }
  | { readonly what: 'number'; readonly number: string }
  | { readonly what: 'address'; readonly address: string }
  | { readonly what: 'member-id'; readonly id: string }
  | { readonly what: 'external-id'; readonly externalId: ExternalId }
  | ScanSent;

interface ScanSent {
  readonly what: 'scan';
  readonly scanned: string;
  /** What the scan is meant to name: a membership number is no voucher. */
  readonly names: 'voucher' | 'member';
  /** True: the phone that made it as a pass is told why it was refused. */
  readonly told?: boolean;
  /** Whether the request was answered before, so that its pass need not be tried again. */
  readonly answered?: () => Promise<boolean>;
}

/** The till that sends it, and its associate. A POS does not say who stands there. */
export interface Sender extends AtTill {
  readonly associateId?: string | null;
}

/**
 * Finds out whether what a till sent is a guess, before any other work, and counts it. Texts of one till are judged one
 * after another: of a thousand guesses at once no more are tried than one by one, plus one for each further process. A
 * right text needs no transaction here. All other faults are left to the act.
 * @throws Refused `code-unknown`, `member-unknown`, `pass-unknown`, which has been counted, or `too-many-requests`
 */
export async function judgeSent(context: Context, sender: Sender, sent: Sent): Promise<void> {
  if (sent.what === 'nothing') return;
  const work = await readWork(context);
  const { storeId } = sender;
  const recognised = sent.what === 'scan' ? await recogniseScan(work, { ...sent, storeId }) : null;
  const guess = guessOf(sent, recognised, sender);
  await inTurn(`${sender.tillId}/${guess}`, async () => {
    await refuseWhileGuessing(context, sender.tillId, guess);
    const refused = await refusedAsGuess(() => lookUp(work, sent, recognised));
    if (!refused) return;
    await countGuess(context, sender, guess);
    throw refused;
  });
  if (sent.what !== 'scan' || recognised?.kind !== 'pass' || (await sent.answered?.())) return;
  await tryPass(context, { ...sender, scanned: sent.scanned });
}

/** The kind under which a guess is counted. Each kind has its own limit, so that look-ups leave room for redeeming. */
function guessOf(sent: Sent, recognised: Recognised | null, { associateId }: Sender): Guess {
  if (sent.what === 'number' || sent.what === 'member-id' || sent.what === 'external-id')
    return 'number';
  if (sent.what === 'address') return associateId ? 'address' : 'address-by-pos';
  const byNumber = sent.what === 'scan' && sent.names === 'member' && recognised?.kind === 'number';
  return byNumber ? 'number' : 'code';
}

async function lookUp(work: ReadWork, sent: Sent, recognised: Recognised | null): Promise<unknown> {
  if (sent.what === 'number') return memberIdOfNumber(work, sent.number);
  if (sent.what === 'address') return memberIdOfAddress(work, sent.address);
  if (sent.what === 'member-id') return memberIdKnown(work, sent.id);
  if (sent.what === 'external-id') return memberIdOfExternalId(work, sent.externalId);
  if (sent.what !== 'scan' || !recognised) return null;
  if (recognised.kind === 'pass') return passMember(work, recognised.pass);
  if (recognised.kind === 'number' && sent.names === 'member') {
    return memberIdOfNumber(work, recognised.number);
  }
  return findVoucher(work, recognised, sent.scanned);
}

async function refusedAsGuess(looking: () => Promise<unknown>): Promise<Refused | null> {
  try {
    await looking();
    return null;
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return guesses.includes(error.refusal.key) ? error : null;
  }
}
