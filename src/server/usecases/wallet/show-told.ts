import type { Told } from '#contract/pass.ts';
import { storeNameOf } from '#domain/program/gone.ts';
import { rewardOf } from '#domain/program/reward.ts';
import { textIn } from '#domain/program/text.ts';
import type { Refusal } from '#domain/refusal.ts';
import { everything } from '#i18n/everything.ts';
import { isLanguage } from '#i18n/language.ts';
import { refusalSentence } from '#i18n/refusal.ts';
import type { RedemptionRow } from '#server/storage/db/schema.ts';
import type { PassScanRow } from '#server/storage/db/schema-passes.ts';
import { endedScans } from '#server/storage/passes/pass-scans.ts';
import { slotRow } from '#server/storage/passes/reward-slots.ts';
import { deadAddressOf } from '#server/storage/people/dead-addresses.ts';
import { memberById } from '#server/storage/people/members.ts';
import { redemptionById } from '#server/storage/vouchers/redemption-ids.ts';
import { redemptionRow, rewardAtIssue } from '#server/storage/vouchers/redemptions.ts';
import { speakerOf } from '#server/usecases/ground/speaker.ts';
import type { ReadWork } from '#server/usecases/ground/work.ts';
import { atPrice } from '#server/usecases/vouchers/at-price.ts';

/** For how long a phone is told. Most phones are online again within a day; later, history says it all. */
const toldMs = 24 * 60 * 60_000;

/**
 * What tills made of a member's passes in the last day, for a phone that could not hear it. A "no" is told until the
 * same reward was given after all.
 */
export async function showTold(
  work: ReadWork,
  memberId: string,
  language: string,
): Promise<Told[]> {
  const told: Told[] = [
    ...(await showFrozen(work, memberId, language)),
    ...(await showDead(work, memberId, language)),
  ];
  const over = new Set<number>();
  for (const scan of await endedScans(work.db, memberId, work.at - toldMs)) {
    if (over.has(scan.slot)) continue;
    over.add(scan.slot);
    const one = await tell(work, scan, language);
    if (one) told.push(one);
  }
  return told;
}

/** A frozen wallet says so first, and how to thaw it. */
async function showFrozen(work: ReadWork, memberId: string, language: string): Promise<Told[]> {
  const at = (await memberById(work.db, memberId))?.frozen_at ?? null;
  if (at === null) return [];
  const spoken = isLanguage(language) ? language : 'en';
  const time = speakerOf(work.program, spoken).format.dateTime(at);
  const text = everything(spoken)('rights.frozen', { time });
  // It is about no pass, so no slot is like it.
  return [{ id: 'frozen', at, slot: -1, text, redemptionId: null }];
}

/** That nothing is mailed, and what to do. */
async function showDead(work: ReadWork, memberId: string, language: string): Promise<Told[]> {
  const dead = await deadAddressOf(work.db, memberId);
  const address = dead && (await memberById(work.db, memberId))?.address;
  if (!dead || address === undefined) return [];
  const say = everything(isLanguage(language) ? language : 'en');
  const text =
    dead.way === 'report'
      ? say('message.dead-claimed', { address })
      : say('message.dead', { address });
  return [{ id: 'dead-address', at: dead.at, slot: -2, text, redemptionId: null }];
}

async function tell(work: ReadWork, scan: PassScanRow, language: string): Promise<Told | null> {
  const spoken = isLanguage(language) ? language : 'en';
  const say = everything(spoken);
  const speaker = speakerOf(work.program, spoken);
  const common = { id: scan.redemption_id, slot: scan.slot };
  const store = (id: string) => storeNameOf(work.program, id);
  if (scan.state === 'refused') {
    const reward = await rewardName(work, scan, language);
    // `notePassRefusal` wrote it, and writes nothing else.
    const why = refusalSentence(say, speaker, JSON.parse(scan.refusal ?? '{}') as Refusal);
    const time = speaker.format.time(scan.scanned_at);
    const text = say('pass.refused', { reward, store: store(scan.store_id), time, why });
    return { ...common, at: scan.scanned_at, text, redemptionId: null };
  }
  const row = await issuedRow(work, scan);
  if (row?.state !== 'redeemed' || row.used_at === null) return null;
  const text = say('pass.given', {
    reward: textIn(rewardAtIssue(row).name, language),
    store: store(row.used_store_id ?? ''),
    time: speaker.format.time(row.used_at),
  });
  return { ...common, at: row.used_at, text, redemptionId: row.id };
}

async function issuedRow(
  { db }: ReadWork,
  { member_id, redemption_id }: PassScanRow,
): Promise<RedemptionRow | undefined> {
  const known = await redemptionById(db, redemption_id);
  return known && redemptionRow(db, member_id, known.redemption_id);
}

async function rewardName(
  work: ReadWork,
  { slot }: PassScanRow,
  language: string,
): Promise<string> {
  const row = await slotRow(work.db, slot);
  const reward = row && rewardOf(work.program, row.reward_id);
  if (!reward) return row?.reward_id ?? '';
  return textIn((atPrice(work.program, reward, row.points) ?? reward).name, language);
}
