import {
  type Act,
  type Finding,
  findingsOf,
  type Surroundings,
  usualPurchaseAtMostMinor,
  watchWindowMs,
} from '#domain/events/watch.ts';
import { isOpenAt } from '#domain/program/opening-hours.ts';
import { storeOf } from '#domain/program/program.ts';
import { minuteOfDay } from '#domain/values/calendar.ts';
import { actsOf, addAct, addNote, notedSince } from '#server/storage/events/watch.ts';
import { memberIdByAddress } from '#server/storage/people/members.ts';
import { associateById } from '#server/storage/till/associates.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { recordEvent } from '#server/usecases/ground/record-event.ts';
import type { Work } from '#server/usecases/ground/work.ts';
import { actOf } from './act-of-event.ts';
import { followEvents } from './follow-events.ts';

/** Each event costs a few queries, and on SQLite a till waits for them. */
const eventsAtOnce = 8;

/**
 * Looks at what associates did since it looked last, and notes what the rules find. It follows the events,
 * so that a redemption at the till never waits for it, and nothing is missed or noted twice.
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
  const around = await surroundingsOf(work, act);
  await addAct(work, act);
  for (const finding of findingsOf(act, around)) await note(work, act, finding);
}

async function surroundingsOf(work: Work, act: Act): Promise<Surroundings> {
  const { program } = work;
  const since = act.at - watchWindowMs;
  const before = await actsOf(work.db, act.associateId, since);
  const noted = await notedSince(work.db, act.associateId, since);
  const address = (await associateById(work.db, act.associateId))?.address_key ?? null;
  const ownMemberId = address === null ? undefined : await memberIdByAddress(work.db, address);
  // One member's many redemptions are news beside another's.
  const same = noted.filter((one) => one.rule !== 'same-member' || one.member_id === act.memberId);
  return {
    acts: [...before, act],
    noted: new Set(same.map(({ rule }) => rule)),
    ownMemberId: ownMemberId ?? null,
    storeOpen: isOpenAt(
      storeOf(program, act.storeId)?.hours,
      minuteOfDay(act.at, program.timeZone),
    ),
    purchaseAtMostMinor: program.watchPurchasesAboveMinor ?? usualPurchaseAtMostMinor,
  };
}

async function note(work: Work, act: Act, finding: Finding): Promise<void> {
  await addNote(work, {
    rule: finding.rule,
    event_id: act.eventId,
    associate_id: act.associateId,
    store_id: act.storeId,
    member_id: act.memberId,
    at: act.at,
    subject_id: act.subjectId,
    finding: JSON.stringify(finding),
  });
  const subject = act.kind === 'purchase' ? 'purchaseId' : 'redemptionId';
  await recordEvent(work, {
    kind: 'watch.noted',
    memberId: act.memberId,
    storeId: act.storeId,
    data: {
      rule: finding.rule,
      associateId: act.associateId,
      cause: act.eventId,
      [subject]: act.subjectId,
    },
  });
}
