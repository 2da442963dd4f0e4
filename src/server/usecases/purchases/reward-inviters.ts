import { type FriendAward, inviterChanges } from '#domain/earning/referral.ts';
import { periodAt } from '#domain/values/period.ts';
import type { AwardRow } from '#server/storage/db/schema-purchases.ts';
import type { InviterDueRow } from '#server/storage/db/schema-referrals.ts';
import { goesOnAs } from '#server/storage/merges/merges.ts';
import { referralOf } from '#server/storage/people/invitations.ts';
import { isErased } from '#server/storage/people/members.ts';
import { addAward } from '#server/storage/purchases/awards.ts';
import {
  awardCount,
  duesOf,
  friendsAwards,
  friendsWaiting,
  givenFor,
  invitersDue,
  type OfPeriod,
  removeDues,
  standingFor,
} from '#server/storage/purchases/inviter-awards.ts';
import { giveAwardPoints, takeAwardBack } from '#server/usecases/awards/award-points.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { inGroups } from '#server/usecases/ground/in-groups.ts';
import { lockPerson } from '#server/usecases/ground/lock-person.ts';
import type { ProgramInForce } from '#server/usecases/ground/program-in-force.ts';
import { transact, type Work } from '#server/usecases/ground/work.ts';
import { rulesAt } from './rate-sale.ts';

const roundOf = 200;

/** Of one member; the rest waits for the next round. */
const duesAtOnce = 200;

/**
 * Gives members what is due to them for friends, and takes back what no longer is, each in a transaction of its own. What
 * is due stays written down until it is done, in that same transaction: a process may be killed anywhere, and any number
 * of them may run. One member whose turn fails keeps no other waiting.
 * @returns for how many members it was done
 */
export async function rewardInviters(context: Context): Promise<number> {
  let all = 0;
  for (let after = ''; ; ) {
    const due = await invitersDue(context.store.read, after, roundOf);
    const { done } = await inGroups(context, due, (memberId) =>
      transact(context, async (work) => {
        const { ids } = await lockPerson(work, memberId);
        return settleInviter(work, memberId, ids);
      }),
    );
    all += done;
    const last = due.at(-1);
    if (last === undefined || due.length < roundOf) return all;
    after = last;
  }
}

/** A friend's award, with what was read of it. */
interface Friend extends FriendAward {
  readonly award: AwardRow;
  readonly rules: ProgramInForce;
  /** What was given for it; undefined: nothing. */
  readonly own: AwardRow | undefined;
}

/** The caller has locked the member, and all memberships of their person. */
async function settleInviter(
  work: Work,
  inviterId: string,
  person: readonly string[],
): Promise<boolean> {
  // Before the awards: what is read later may be newer, and then a note of it stays for the next turn.
  const dues = await duesOf(work.db, inviterId, duesAtOnce);
  if (dues.length === 0) return false;
  await change(work, { inviterId, person }, dues);
  await removeDues(
    work,
    dues.map(({ id }) => id),
  );
  return true;
}

/** A member who invited, and all memberships of their person. */
interface Inviter {
  readonly inviterId: string;
  readonly person: readonly string[];
}

async function change(
  work: Work,
  { inviterId, person }: Inviter,
  dues: readonly InviterDueRow[],
): Promise<void> {
  const friends = await friendsOf(work, person, dues);
  const { give, takeBack } = inviterChanges(friends, work.program.timeZone);
  for (const { id, rule, own } of takeBack) {
    const due = dues.find((one) => one.return_id !== null && nameOf(one.friend_id, one) === id);
    if (!own || !due?.return_id) continue;
    await takeAwardBack(work, own, { name: rule.name, storeId: null, returnId: due.return_id });
  }
  // Who has left gets nothing more; what goes back does so for them as well. What comes to a membership that was merged is
  // passed on.
  if (await isErased(work.db, await goesOnAs(work.db, inviterId))) return;
  for (const friend of give) {
    // A place may go to a friend whom another membership of the person invited: that one's books have it. Of who has left
    // nobody knows who invited them but the note.
    const invited = await referralOf(work.db, friend.award.member_id);
    const isTheirs = invited !== undefined && person.includes(invited.inviter_id);
    await giveFor(work, isTheirs ? invited.inviter_id : inviterId, friend);
  }
}

async function giveFor(
  work: Work,
  inviterId: string,
  { award, rule, rules, at }: Friend,
): Promise<void> {
  const number = (await awardCount(work.db, inviterId, rule.id)) + 1;
  const points = rule.inviterPoints;
  const own: AwardRow = {
    member_id: inviterId,
    rule_id: rule.id,
    number,
    within: 0,
    points,
    at,
    in_all: 0,
    purchase_id: award.purchase_id,
    redemption_id: null,
    back_at: null,
    lapsed: 0,
    friend_id: award.member_id,
    friend_number: award.number,
  };
  await addAward(work, own);
  await giveAwardPoints(work, own, {
    rule,
    rules,
    soldAt: at,
    storeId: null,
    event: {
      kind: 'points.awarded',
      memberId: inviterId,
      storeId: null,
      data: { rule: rule.id, number, points, purchaseId: award.purchase_id, referral: true },
    },
  });
}

/**
 * The friends' awards for which something is due, also of who has left, and with them what decides: whom a return makes
 * room for, and what the member's person has in the same periods. However many friends a member has, it reads no more than what
 * is due and what limits allow.
 */
async function friendsOf(
  work: Work,
  person: readonly string[],
  dues: readonly InviterDueRow[],
): Promise<Friend[]> {
  const named = new Set(dues.map((due) => nameOf(due.friend_id, due)));
  const theirs = await friendsAwards(work.db, {
    friendIds: dues.map(({ friend_id: id }) => id),
    ruleIds: dues.map(({ rule_id: id }) => id),
  });
  const due = await readFriends(
    work,
    person,
    theirs.filter((one) => named.has(nameOf(one.member_id, one))),
  );
  const friends = new Map(due.map((one) => [one.id, one]));
  const freed = due.filter(({ stands, given }) => given && !stands);
  for (const [period, { rule }] of periodsOf(work, freed)) {
    const room = rule.limits.perMember?.count ?? 0;
    const waiting = await friendsWaiting(work.db, person, period, room);
    for (const one of await readFriends(work, person, waiting)) {
      if (!friends.has(one.id)) friends.set(one.id, one);
    }
  }
  for (const [period, { rule, rules }] of periodsOf(work, [...friends.values()])) {
    for (const own of await standingFor(work.db, person, period)) {
      const id = nameOf(own.friend_id ?? '', { ...own, number: own.friend_number ?? 0 });
      // One that came back, but of which no note was read, stands until its turn.
      const has = { stands: true, given: true, award: own, own };
      if (!friends.has(id)) friends.set(id, { id, rule, rules, at: own.at, ...has });
    }
  }
  return [...friends.values()];
}

/** The periods of their limits in which friends bought, each with one of them. */
function periodsOf({ program }: Work, friends: readonly Friend[]): [OfPeriod, Friend][] {
  const periods = new Map<string, [OfPeriod, Friend]>();
  for (const friend of friends) {
    const { id: ruleId, limits } = friend.rule;
    if (!limits.perMember) continue;
    const { startedAt, endsAt } = periodAt(friend.at, limits.perMember.every, program.timeZone);
    periods.set(`${ruleId}/${startedAt}/${endsAt}`, [{ ruleId, startedAt, endsAt }, friend]);
  }
  return [...periods.values()];
}

async function readFriends(
  work: Work,
  person: readonly string[],
  awards: readonly AwardRow[],
): Promise<Friend[]> {
  if (awards.length === 0) return [];
  const ids = awards.map(({ member_id: id }) => id);
  const own = new Map(
    (await givenFor(work.db, person, ids)).map((one) => [
      nameOf(one.friend_id ?? '', { ...one, number: one.friend_number ?? 0 }),
      one,
    ]),
  );
  const friends: Friend[] = [];
  for (const award of awards) {
    const id = nameOf(award.member_id, award);
    const rules = await rulesAt(work, award.at);
    const rule = rules.program.earning?.find((one) => one.id === award.rule_id);
    if (rule?.kind !== 'referral') continue;
    const given = own.get(id);
    // What was given and taken back stays so: a friend's next award has another number.
    if (given && given.back_at !== null) continue;
    const stands = award.back_at === null;
    friends.push({ id, award, rules, rule, at: award.at, stands, given: !!given, own: given });
  }
  return friends;
}

const nameOf = (
  friendId: string,
  { rule_id, number }: Pick<AwardRow, 'rule_id' | 'number'>,
): string => `${friendId}/${rule_id}/${number}`;
