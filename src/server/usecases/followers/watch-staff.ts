import {
  type Act,
  type ActKind,
  type Finding,
  type Surroundings,
  usualDays,
  type WatchRule,
  watchWindowMs,
} from '#domain/events/watch.ts';
import { findingsOf } from '#domain/events/watch-rules.ts';
import { oneMailboxKey } from '#domain/people/email-address.ts';
import { isOpenAt } from '#domain/program/opening-hours.ts';
import { storeOf } from '#domain/program/program.ts';
import { usualWatchLimits } from '#domain/program/watch-limits.ts';
import { minuteOfDay } from '#domain/values/calendar.ts';
import {
  actsOf,
  addAct,
  addNote,
  busiestDay,
  byHandFor,
  countDay,
  notedSince,
} from '#server/storage/events/watch.ts';
import { memberById } from '#server/storage/people/members.ts';
import { purchaseById, twinOfReceipt } from '#server/storage/purchases/purchases.ts';
import { associateById } from '#server/storage/till/associates.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { recordEvent } from '#server/usecases/ground/record-event.ts';
import type { Work } from '#server/usecases/ground/work.ts';
import { actOf } from './act-of-event.ts';
import { followEvents } from './follow-events.ts';

const dayMs = 24 * 60 * 60_000;
/** After this many days a shop may use its receipt numbers again. */
const sameReceiptDays = 30;
/** Each event costs a few queries, and on SQLite the tills wait for them. */
const eventsAtOnce = 8;

/**
 * Reads new events, and notes what associates, support and POSes did that a rule finds. It follows the events, so a
 * redemption never waits for it, and nothing is missed or noted twice.
 * @returns whether more is waiting
 */
export function watchStaff(context: Context): Promise<boolean> {
  return followEvents(context, { name: 'watch', atOnce: eventsAtOnce }, async (work, events) => {
    for (const event of events) {
      const act = await actOf(work, event);
      if (act) await look(work, act);
    }
  });
}

async function look(work: Work, act: Act): Promise<void> {
  if (!(await addAct(work, act))) return;
  const around = await surroundingsOf(work, act);
  for (const finding of findingsOf(act, around)) await note(work, act, finding);
}

async function surroundingsOf(work: Work, act: Act): Promise<Surroundings> {
  const { program } = work;
  const { actor, memberId } = act;
  const since = act.at - watchWindowMs;
  const byPos = actor.kind === 'till';
  // A POS does thousands of things in a shift, so its totals are counted by day.
  const isOfMany = act.kind === 'claim' || act.kind === 'friend';
  const which = { since, ...(byPos && (isOfMany ? { kind: act.kind } : { memberId })) };
  const acts = await actsOf(work.db, actor, which);
  const isByHand = act.kind === 'purchase' && actor.kind === 'associate' && memberId !== null;
  return {
    acts,
    noted: await notedBefore(work, act, since),
    ownMemberId: await ownMemberOf(work, act),
    storeOpen: isOpenAt(
      storeOf(program, act.storeId ?? '')?.hours,
      minuteOfDay(act.at, program.timeZone),
    ),
    memberByHand: isByHand ? await byHandFor(work.db, memberId, since) : { count: 0, minor: 0 },
    sameReceiptAt: isByHand ? await sameReceiptAt(work, act) : null,
    days: byPos && !isOfMany ? await daysOf(work, act) : null,
    limits: { ...usualWatchLimits(program.currency), ...program.watch },
  };
}

/**
 * The rules that this act has already been noted for. A rule over a time is noted once; one about a member once for
 * each member, and one about a kind once for each kind.
 */
async function notedBefore(work: Work, act: Act, since: number): Promise<ReadonlySet<WatchRule>> {
  const noted = await notedSince(work.db, act.actor, since);
  const same = noted.filter(({ rule, member_id, finding }) => {
    if (rule === 'same-member' || rule === 'member-by-hand') return member_id === act.memberId;
    if (rule !== 'unusual-day') return true;
    return (JSON.parse(finding) as { what: string }).what === act.kind; // This file wrote it.
  });
  return new Set(same.map(({ rule }) => rule));
}

/** The member of the act, if the mailbox is the associate's own. */
async function ownMemberOf({ db }: Work, { actor, memberId }: Act): Promise<string | null> {
  if (actor.kind !== 'associate' || memberId === null) return null;
  const own = (await associateById(db, actor.id))?.address_key ?? null;
  const member = own === null ? undefined : await memberById(db, memberId);
  const isOwn = own !== null && member && oneMailboxKey(member.address) === oneMailboxKey(own);
  return isOwn ? memberId : null;
}

/**
 * The same receipt typed at another till of the store. Two tills may use the same numbers, but seldom with the same
 * amount.
 */
async function sameReceiptAt(work: Work, act: Act): Promise<string | null> {
  const own = act.memberId && (await purchaseById(work.db, act.memberId, act.subjectId));
  if (!own) return null;
  const tills = storeOf(work.program, own.store_id ?? '')?.tills.map(({ id }) => id) ?? [];
  const others = tills.filter((id) => id !== own.till_id);
  const since = own.at - sameReceiptDays * dayMs;
  const twin = await twinOfReceipt(work.db, own, { tillIds: others, since });
  return twin?.till_id ?? null;
}

async function daysOf(work: Work, act: Act): Promise<Surroundings['days']> {
  const day = Math.floor(act.at / dayMs);
  const one = { tillId: act.actor.id, kind: act.kind };
  const today = await countDay(work, { ...one, day }, Math.abs(act.minor ?? act.points ?? 0));
  const usual = await busiestDay(work.db, { ...one, since: day - usualDays, until: day });
  return { today, usual };
}

async function note(work: Work, act: Act, finding: Finding): Promise<void> {
  const { actor } = act;
  await addNote(work, {
    rule: finding.rule,
    event_id: act.eventId,
    actor_kind: actor.kind,
    actor_id: actor.id,
    store_id: act.storeId,
    member_id: act.memberId,
    at: act.at,
    subject_id: act.subjectId,
    finding: JSON.stringify(finding),
  });
  const subject = subjects[act.kind];
  await recordEvent(work, {
    kind: 'watch.noted',
    memberId: act.memberId,
    storeId: act.storeId,
    data: {
      rule: finding.rule,
      associateId: actor.kind === 'associate' ? actor.id : null,
      tillId: actor.kind === 'till' ? actor.id : null,
      by: actor.kind === 'support' ? actor.id : null,
      cause: act.eventId,
      ...(subject && { [subject]: act.subjectId }),
    },
  });
}

/** What an event of the watch list names as its subject. Undefined: it has no subject but its cause. */
const subjects: Partial<Record<ActKind, string>> = {
  redemption: 'redemptionId',
  reversal: 'redemptionId',
  purchase: 'purchaseId',
  claim: 'purchaseId',
  friend: 'purchaseId',
  return: 'returnId',
  adjustment: 'adjustmentId',
};
