import { limits } from '#domain/limit.ts';
import type { ProfileFact } from '#domain/program/earning-rule.ts';
import { Refused } from '#domain/refusal.ts';
import { noteFactConsent } from '#server/storage/people/facts.ts';
import { countAgainst } from '#server/storage/people/limits.ts';
import type { Work } from '#server/usecases/ground/work.ts';

interface Consent {
  readonly fact: ProfileFact;
  /** False: it is taken back. */
  readonly isGiven: boolean;
  /** The sentence, as it was read. */
  readonly wording: string;
  readonly language: string;
  /** The poster by which they came, if by one. */
  readonly place: string | null;
}

/**
 * Keeps what a member agreed to or took back. The row stays for ever, so telling has a limit. Taking back has none: it
 * must always be possible, and only what was told can be taken back. The caller has locked the member.
 * @throws Refused `too-many-requests`
 */
export async function keepConsent(
  work: Work,
  memberId: string,
  { fact, isGiven, wording, language, place }: Consent,
): Promise<void> {
  const { at } = work;
  const full = isGiven && (await countAgainst(work, limits.fact, memberId, at));
  if (full) throw new Refused(full);
  await noteFactConsent(work, {
    member_id: memberId,
    fact,
    given: Number(isGiven),
    at,
    wording,
    language,
    version: work.version,
    place,
    source: 'profile',
  });
}
