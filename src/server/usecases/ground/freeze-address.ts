import { freezeLink } from '#contract/paths.ts';
import { addressKey } from '#domain/people/email-address.ts';
import type { MemberRow } from '#server/storage/db/schema.ts';
import type { Context } from './context.ts';

/** The address by which whoever reads the member's mail freezes the membership, for some weeks while it is theirs. */
export const freezeAddress = (
  { secrets, publicUrl }: Pick<Context, 'secrets' | 'publicUrl'>,
  { id, address }: Pick<MemberRow, 'id' | 'address'>,
  at: number,
): string =>
  publicUrl + freezeLink(secrets.seal('freeze-link', `${at} ${id} ${addressKey(address)}`));
