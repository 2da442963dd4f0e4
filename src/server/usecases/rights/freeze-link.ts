import { freezeLink } from '#contract/paths.ts';
import { freezeLinkMs } from '#domain/program/frozen.ts';
import { memberById } from '#server/storage/people/members.ts';
import type { Context } from '#server/usecases/ground/context.ts';

/** The address by which whoever reads the member's mail freezes the membership, for some weeks. */
export const freezeAddress = (
  { secrets, publicUrl }: Pick<Context, 'secrets' | 'publicUrl'>,
  memberId: string,
  at: number,
): string => publicUrl + freezeLink(secrets.seal('freeze-link', `${at} ${memberId}`));

/** Whose membership a link freezes, and whether it is frozen; null: it is none of ours, or too old. */
export async function memberOfLink(
  { secrets, store, now }: Context,
  token: string,
): Promise<{ memberId: string; isFrozen: boolean } | null> {
  const said = read(secrets, token);
  if (!said || now() >= said.at + freezeLinkMs) return null;
  const member = await memberById(store.read, said.memberId);
  return member ? { memberId: member.id, isFrozen: member.frozen_at !== null } : null;
}

/** What a link says is encrypted, so that nobody can make one or read whose it is. */
function read(secrets: Context['secrets'], token: string): { memberId: string; at: number } | null {
  try {
    const [at = '', memberId = ''] = secrets.open('freeze-link', token).split(' ');
    return { memberId, at: Number(at) };
  } catch {
    return null; // Forged, cut off, or of a key before the last.
  }
}
