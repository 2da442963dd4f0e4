import { passEpochAt, passKeyEndsAt } from '#domain/pass/pass-epoch.ts';
import { sessionMs } from '#domain/people/session.ts';
import { endCountsAt } from '#domain/redemption/redemption.ts';
import { installationRow } from '#server/storage/program/installation.ts';
import { type UnderKeyBefore, underKeyBefore } from '#server/storage/program/under-key-before.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { mintCodesUnderKeyBefore } from './reseal.ts';
import { type TurnState, turnStateOf } from './turn-state.ts';

/** How far the turning of SECRET_KEY has come. */
export type Turning =
  | { readonly state: Exclude<TurnState['state'], 'alone' | 'turned'> }
  | {
      readonly state: 'turned';
      readonly before: UnderKeyBefore;
      /** Codes of discounts at vendors that `turn-secret-key` has to write anew. */
      readonly mintCodes: number;
      /** Until then a voucher, a pass or a link may come that only the key before can read. */
      readonly until: number;
    };

/** Links for tills, and a till's earlier key, last this long; shifts and mails less. */
const linksLastMs = 24 * 60 * 60_000;

/** @returns null where nothing is to be done or said: one key is set, and the database is under it */
export async function lookAtTurn(
  context: Pick<Context, 'store' | 'secrets' | 'now'>,
): Promise<Turning | null> {
  const { store, secrets, now } = context;
  const row = await installationRow(store.read);
  const at = turnStateOf(context, row);
  // One key that is not the database's is said elsewhere.
  const aloneAndWrong = at.state === 'unknown' && !secrets.turning;
  if (!row || at.state === 'alone' || aloneAndWrong) return null;
  if (at.state !== 'turned') return { state: at.state };
  const { turned } = at;
  const before = await underKeyBefore(store.read, {
    turned: turned.at,
    seenSince: now() - sessionMs,
  });
  const ends = before.vouchersUntil;
  const until = Math.max(
    passKeyEndsAt(passEpochAt(turned.at)),
    turned.at + linksLastMs,
    ends === null ? 0 : endCountsAt({ expiresAt: ends }),
  );
  return { state: 'turned', before, mintCodes: await mintCodesUnderKeyBefore(context), until };
}
