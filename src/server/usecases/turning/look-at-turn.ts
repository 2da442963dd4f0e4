import { passEpochAt, passKeyEndsAt } from '#domain/pass/pass-epoch.ts';
import { sessionMs } from '#domain/people/session.ts';
import { endCountsAt } from '#domain/redemption/redemption.ts';
import { readTurned } from '#server/storage/points/chain.ts';
import { installationRow } from '#server/storage/program/installation.ts';
import { type UnderKeyBefore, underKeyBefore } from '#server/storage/program/under-key-before.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { fingerprintsOf } from '#server/usecases/ground/fingerprint.ts';

/** How far the turning of SECRET_KEY has come. */
export type Turning =
  | { readonly state: 'not-turned' | 'to-turn' | 'interrupted' | 'unknown' }
  | {
      readonly state: 'turned';
      readonly before: UnderKeyBefore;
      /** Until then a voucher, a pass or a link may come that only the key before can read. */
      readonly until: number;
    };

/** Links for tills, and a till's earlier key, last this long; shifts and mails less. */
const linksLastMs = 24 * 60 * 60_000;

/** @returns null where there is no SECRET_KEY_ALSO */
export async function lookAtTurn({
  store,
  secrets,
  now,
}: Pick<Context, 'store' | 'secrets' | 'now'>): Promise<Turning | null> {
  const [mine, also] = fingerprintsOf(secrets);
  const row = await installationRow(store.read);
  if (also === undefined || !row) return null;
  if (row.key_fingerprint === also) return { state: 'to-turn' };
  if (row.key_fingerprint !== mine) return { state: 'unknown' };
  if (row.turned === null) return { state: 'not-turned' };
  const turned = readTurned(secrets.hashes, row.turned);
  // Turned before, and the key after is about to be: or it is some other key.
  if (turned?.before !== also)
    return { state: row.turn_ended_at === null ? 'unknown' : 'not-turned' };
  if (row.turn_ended_at === null) return { state: 'interrupted' };
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
  return { state: 'turned', before, until };
}
