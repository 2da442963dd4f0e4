import { readTurned, type Turned } from '#server/storage/points/chain.ts';
import type { Installation } from '#server/storage/program/installation.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { fingerprintsOf } from '#server/usecases/ground/fingerprint.ts';

/**
 * How the server's keys stand to the database's.
 * - `alone`: it is under SECRET_KEY, and there is no other key
 * - `not-turned`: it is under SECRET_KEY, and the other key is one to come
 * - `to-turn`: it is under SECRET_KEY_ALSO
 * - `turned-away`: it is under SECRET_KEY_ALSO, and was turned away from SECRET_KEY: these keys were not exchanged
 * - `interrupted`: a turn from SECRET_KEY_ALSO has begun and not ended
 * - `lacks-before`: such a turn began from a key that is not set now
 * - `unknown`: it is under neither
 */
export type TurnState =
  | {
      readonly state:
        | 'alone'
        | 'not-turned'
        | 'to-turn'
        | 'turned-away'
        | 'interrupted'
        | 'lacks-before'
        | 'unknown';
    }
  | { readonly state: 'turned'; readonly turned: Turned };

/** @param row undefined: no server has started on the database yet */
export function turnStateOf(
  { secrets }: Pick<Context, 'secrets'>,
  row: Installation | undefined,
): TurnState {
  const [mine, also] = fingerprintsOf(secrets);
  const turned = row?.turned ? readTurned(secrets.hashes, row.turned) : null;
  const halfTurned = Boolean(row?.turned) && row?.turn_ended_at === null;
  if (row?.key_fingerprint === mine) {
    if (halfTurned) {
      return { state: turned?.before === also ? 'interrupted' : 'lacks-before' };
    }
    if (also === undefined) return { state: 'alone' };
    // Turned before, and the key after is about to be.
    return turned?.before === also ? { state: 'turned', turned } : { state: 'not-turned' };
  }
  if (also === undefined || row?.key_fingerprint !== also) return { state: 'unknown' };
  if (turned?.before === mine) return { state: 'turned-away' };
  return { state: halfTurned ? 'lacks-before' : 'to-turn' };
}
