import { challengeMs } from '#domain/desk/desk-session.ts';
import { limits } from '#domain/limit.ts';
import { networkOf } from '#domain/people/network.ts';
import { Refused } from '#domain/refusal.ts';
import type {
  ChallengePurpose,
  DeskChallengeRow,
  PasskeyRow,
} from '#server/storage/db/schema-desk.ts';
import { addChallenge, addPasskey, takeChallenge } from '#server/storage/desk/passkeys.ts';
import { countAgainst } from '#server/storage/people/limits.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { networkKey, noteSecurity } from '#server/usecases/ground/note-security.ts';
import { recordAct } from '#server/usecases/ground/record-act.ts';
import { transact, type Work } from '#server/usecases/ground/work.ts';
import type { KnownPasskey, RelyingParty } from '#server/vendors/passkeys/passkeys.ts';

/** Our pages, as passkeys are bound to them: the host of the public address. */
export function partyOf({ publicUrl }: Context, shop: string): RelyingParty {
  const { hostname, origin } = new URL(publicUrl);
  return { name: shop, id: hostname, origin };
}

export const knownPasskey = (row: PasskeyRow): KnownPasskey => ({
  id: row.id,
  publicKey: row.public_key,
  counter: row.counter,
  transports: JSON.parse(row.transports) as string[], // Our own JSON.
});

/** What a question is bound to, beside its purpose. */
export type Bound = Partial<
  Pick<DeskChallengeRow, 'administrator_id' | 'bound_to' | 'act' | 'subject'>
>;

/** Stores a question to a passkey, which one answer takes away. */
export const keepChallenge = (
  context: Context,
  challenge: string,
  purpose: ChallengePurpose,
  bound: Bound = {},
): Promise<void> =>
  transact(context, (work) =>
    addChallenge(work, {
      challenge,
      purpose,
      administrator_id: null,
      bound_to: null,
      act: null,
      subject: null,
      ...bound,
      expires_at: work.at + challengeMs,
    }),
  );

/**
 * Takes away the question that an answer belongs to, in a transaction of its own: a wrong answer uses it up as well.
 * @throws Refused `desk-challenge-over` where there is none, it is too old, or it was asked for something else
 */
export async function spendChallenge(
  context: Context,
  clientData: string,
  purpose: ChallengePurpose,
  bound: Bound = {},
): Promise<DeskChallengeRow> {
  const challenge = challengeIn(clientData);
  const row =
    challenge === null
      ? undefined
      : await transact(context, (work) => takeChallenge(work, challenge));
  const names = ['administrator_id', 'bound_to'] as const;
  const fits =
    row?.purpose === purpose &&
    row.expires_at > context.now() &&
    names.every((name) => row[name] === (bound[name] ?? null));
  if (!row || !fits) throw new Refused({ key: 'desk-challenge-over' });
  return row;
}

/** The question that the browser says it asked; the signature over this text is verified later. */
function challengeIn(clientData: string): string | null {
  try {
    const said: unknown = JSON.parse(Buffer.from(clientData, 'base64url').toString());
    const { challenge } = said as { challenge?: unknown };
    return typeof challenge === 'string' && challenge.length <= 200 ? challenge : null;
  } catch {
    return null;
  }
}

/** Keeps a passkey that was just made, and writes down that it was. @throws Refused `desk-passkey-refused` */
export async function keepPasskey(
  work: Work,
  made: KnownPasskey,
  of: { readonly administratorId: string; readonly browser: string; readonly ended: number },
): Promise<void> {
  const { administratorId, browser, ended } = of;
  const added = await addPasskey(work, {
    id: made.id,
    administrator_id: administratorId,
    public_key: made.publicKey,
    counter: made.counter,
    transports: JSON.stringify(made.transports),
    browser,
    created_at: work.at,
    used_at: work.at,
  });
  if (!added) throw new Refused({ key: 'desk-passkey-refused' });
  await recordAct(work, { act: 'passkey-added', details: { browser, ended } });
}

/** Counts a question or a look at a link against its line. @throws Refused `too-many-requests` */
export async function heedDeskLimit(context: Context, networkAddress: string): Promise<void> {
  const key = context.secrets.hash('limit', networkOf(networkAddress).line);
  const full = await transact(context, (work) => countAgainst(work, limits.desk, key, work.at));
  if (!full) return;
  const network = networkKey(context, networkAddress);
  noteSecurity(context, 'asks-limited', { network, limit: limits.desk.name });
  throw new Refused(full);
}
