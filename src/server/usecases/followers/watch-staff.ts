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
import type { Tx } from '#server/storage/db/store.ts';
import { actsOf, addAct, addNote, notedSince } from '#server/storage/events/watch.ts';
import { memberIdByAddress } from '#server/storage/people/members.ts';
import { associateById } from '#server/storage/till/associates.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { currentProgram } from '#server/usecases/ground/current-program.ts';
import { recordEvent } from '#server/usecases/ground/record-event.ts';
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
  return followEvents(context, { name: 'watch', atOnce: eventsAtOnce }, async (tx, events) => {
    for (const event of events) {
      const act = await actOf(tx.db, event);
      if (act) await look(tx, context, act);
    }
  });
}

async function look(tx: Tx, context: Context, act: Act): Promise<void> {
  const around = await surroundingsOf(tx, act);
  await addAct(tx, act);
  for (const finding of findingsOf(act, around)) await note(tx, context, act, finding);
}

async function surroundingsOf(tx: Tx, act: Act): Promise<Surroundings> {
  const { program } = await currentProgram(tx.db);
  const since = act.at - watchWindowMs;
  const before = await actsOf(tx.db, act.associateId, since);
  const noted = await notedSince(tx.db, act.associateId, since);
  const address = (await associateById(tx.db, act.associateId))?.address_key ?? null;
  const ownMemberId = address === null ? undefined : await memberIdByAddress(tx.db, address);
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

async function note(tx: Tx, context: Context, act: Act, finding: Finding): Promise<void> {
  await addNote(tx, {
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
  await recordEvent(tx, context, {
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
