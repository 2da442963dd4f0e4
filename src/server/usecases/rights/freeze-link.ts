import { addressKey } from '#domain/people/email-address.ts';
import { freezeLinkMs } from '#domain/program/frozen.ts';
import { memberById } from '#server/storage/people/members.ts';
import type { Context } from '#server/usecases/ground/context.ts';

/** Whose membership a link freezes, and whether it is frozen; null: it is none of ours, too old, or went to a mailbox that isn't theirs any more. */
export async function memberOfLink(
  { secrets, store, now }: Context,
  token: string,
): Promise<{ memberId: string; isFrozen: boolean } | null> {
  const said = read(secrets, token);
  if (!said || now() >= said.at + freezeLinkMs) return null;
  const member = await memberById(store.read, said.memberId);
  if (!member || member.erased_at !== null || addressKey(member.address) !== said.key) return null;
  return { memberId: member.id, isFrozen: member.frozen_at !== null };
}

/** What a link says is encrypted, so that nobody can make one or read whose it is. */
function read(
  secrets: Context['secrets'],
  token: string,
): { memberId: string; at: number; key: string } | null {
  try {
    const [at = '', memberId = '', ...key] = secrets.open('freeze-link', token).split(' ');
    return { memberId, at: Number(at), key: key.join(' ') };
  } catch {
    return null; // Forged, cut off, or of a key before the last.
  }
}
