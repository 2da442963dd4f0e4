import { paths } from '#contract/paths.ts';
import { membershipLook } from '#domain/membership/notice.ts';
import type { MembershipTerm } from '#domain/membership/term.ts';
import { cause } from '#domain/points/ledger.ts';
import type { Program } from '#domain/program/program.ts';
import { textIn } from '#domain/program/text.ts';
import type { MembershipLookRow } from '#server/storage/db/schema-memberships.ts';
import {
  membershipLook as lookOf,
  putMembershipLook,
} from '#server/storage/purchases/memberships.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { queueMessage } from '#server/usecases/ground/queue-message.ts';
import { rfc3339 } from '#server/usecases/ground/rfc3339.ts';
import { transact, type Work } from '#server/usecases/ground/work.ts';
import { type MemberTier, tierOfMember } from '#server/usecases/standing/member-tier.ts';
import { nextSaid, tierWords } from '#server/usecases/standing/say-standing.ts';
import { membershipMail } from '#server/words/mail/membership-mail.ts';
import { say, type TermSeen, termsOf, tierNameOf } from './record-membership.ts';
import { isLeft, membershipWords } from './say-membership.ts';

/**
 * Tells a member of the end of what they paid for, a month before and when it has come, and says when the clock looks
 * again. It decides nothing: the tier is what the terms make of it, whether anybody looks or not. So it may be done
 * twice, late or by any process. The caller has locked the member.
 */
export async function noteMemberships(work: Work, memberId: string): Promise<void> {
  const terms = await termsOf(work, memberId);
  for (const tierId of new Set(terms.map(({ term }) => term.tierId))) {
    await noteOne(work, { memberId, tierId, terms });
  }
}

interface Noted {
  readonly memberId: string;
  readonly tierId: string;
  readonly terms: readonly TermSeen[];
}

async function noteOne(work: Work, { memberId, tierId, terms }: Noted): Promise<void> {
  const before: MembershipLookRow = (await lookOf(work.db, memberId, tierId)) ?? {
    member_id: memberId,
    tier_id: tierId,
    look_at: null,
    mailed_for: null,
    ended_for: null,
  };
  const told = { mailedFor: before.mailed_for, endedFor: before.ended_for };
  const all = terms.map(({ term }) => term);
  const { mail, ended, lookAt } = membershipLook(all, tierId, told, work.at);
  if (mail !== null) await mailEnd(work, { memberId, tierId, terms }, mail);
  // Of one that was taken back its members and integrators have just heard.
  if (ended && ended.until === ended.end) await tellEnded(work, memberId, ended);
  await putMembershipLook(work, {
    ...before,
    look_at: lookAt,
    mailed_for: mail ?? before.mailed_for,
    ended_for: ended?.until ?? before.ended_for,
  });
}

/** A month before: until when it is theirs, and whether anything follows. */
async function mailEnd(
  work: Work,
  { memberId, tierId, terms }: Noted,
  until: number,
): Promise<void> {
  const left = isLeft(terms, tierId);
  await mailIt(
    work,
    { memberId, tierId, until, cause: `${tierId}/${until}`, worthUntil: until },
    (words) => [
      words.until(until),
      left ? words.say('membership.is-left') : words.say('membership.how-to-renew'),
    ],
  );
}

async function tellEnded(work: Work, memberId: string, term: MembershipTerm): Promise<void> {
  const { tierId, until } = term;
  await say(
    work,
    { member_id: memberId, tier_id: tierId },
    {
      storeId: null,
      cause: cause.membershipEnd(tierId, until),
      said: { what: 'ended' },
      kind: 'membership.ended',
      data: { membershipId: term.id, tierId, until: rfc3339(until) },
    },
  );
  const after = await tierOfMember(work, memberId);
  const rung = (id: string) => work.program.tiers.findIndex((one) => one.id === id);
  const isLower = rung(after.tier.id) < rung(tierId);
  await mailIt(
    work,
    { memberId, tierId, until, cause: `${tierId}/${until}/ended` },
    (words, language) => [
      words.ended(until),
      ...(isLower ? saidOfTier(work.program, after, language) : []),
      words.say('membership.how-to-renew'),
    ],
  );
}

/** The tier that they are in from now on, and how far the next one is: no other mail tells of it. */
function saidOfTier(program: Program, after: MemberTier, language: string): readonly string[] {
  const { say } = tierWords(program, language);
  const next = nextSaid(program, after, language);
  return [
    say('mail.tier-gone', { tier: textIn(after.tier.name, language) }),
    ...(next ? [next.text] : []),
  ];
}

interface Mailed {
  readonly memberId: string;
  readonly tierId: string;
  readonly until: number;
  readonly cause: string;
  readonly worthUntil?: number;
}

async function mailIt(
  work: Work,
  { memberId, tierId, until: _, ...of }: Mailed,
  write: (
    words: ReturnType<typeof membershipWords>,
    language: string,
  ) => Parameters<typeof membershipMail>[0]['said'],
): Promise<void> {
  const { program, context } = work;
  const { publicUrl } = context;
  await queueMessage(work, { kind: 'membership', memberId, ...of }, (to, { language }, choices) =>
    membershipMail({
      to,
      choices,
      program,
      language,
      publicUrl,
      url: publicUrl + paths.profile,
      said: write(membershipWords(program, tierNameOf(program, tierId), language), language),
    }),
  );
}

/** Looks at a member's memberships because something was due. @returns whether it was done */
export const lookAtMemberships = (context: Context, memberId: string): Promise<boolean> =>
  transact(context, async (work) => {
    await work.lockMember(memberId);
    await noteMemberships(work, memberId);
    return true;
  });
