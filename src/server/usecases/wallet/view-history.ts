import type { HistoryMonth } from '#contract/history-month.ts';
import type { HistoryLine, HistoryPage, HistoryReason } from '#contract/member.ts';
import type { Versioned } from '#contract/page.ts';
import type { EntryReason } from '#domain/points/ledger.ts';
import { comingOf } from '#domain/points/lot.ts';
import { storeNameOf } from '#domain/program/gone.ts';
import type { Program } from '#domain/program/program.ts';
import { textIn } from '#domain/program/text.ts';
import { monthAround } from '#domain/values/calendar.ts';
import { everything } from '#i18n/everything.ts';
import { isLanguage } from '#i18n/language.ts';
import { monthName } from '#i18n/month-name.ts';
import { historyArt } from '#server/drawings/history-art.ts';
import { rewardArt } from '#server/drawings/reward-art.ts';
import { holdingOf } from '#server/storage/points/holdings.ts';
import { entriesOf, type KeptEntry } from '#server/storage/points/ledger-entries.ts';
import { periodSums } from '#server/storage/points/period-sums.ts';
import { redemptionUses } from '#server/storage/vouchers/redemption-uses.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { versioned } from '#server/usecases/ground/versioned.ts';
import { type ReadWork, readWork } from '#server/usecases/ground/work.ts';
import { saidInHistory } from '#server/usecases/memberships/say-membership.ts';
import { sayLine } from './say-history.ts';

export interface HistoryWish {
  readonly memberId: string;
  readonly language: string;
  readonly before?: number;
  readonly limit?: number;
  /** Whether each line stands under the heading of its day. */
  readonly underDays?: boolean;
}

const linesAPage = 30;

/** A page of a member's history, with what rewards look like and the sums of its months. */
export const viewHistory = (context: Context, wish: HistoryWish): Promise<Versioned<HistoryPage>> =>
  versioned(context, wish.memberId, async () => {
    const work = await readWork(context);
    const page = await historyLines(work, { ...wish, underDays: true });
    return {
      ...page,
      lines: await illustrated(work, wish.memberId, page.lines),
      months: await monthsOf(work, wish, page.lines),
    };
  });

async function illustrated(
  { db, program }: ReadWork,
  memberId: string,
  lines: readonly HistoryLine[],
): Promise<HistoryLine[]> {
  const redeemed = lines.flatMap(({ what }) => redemptionIn(what) ?? []);
  const uses = await redemptionUses(db, memberId, redeemed);
  return lines.map((line) => {
    const rewardId = uses.get(redemptionIn(line.what) ?? '')?.reward_id;
    const reward = program.rewards.find(({ id }) => id === rewardId);
    return { ...line, art: reward ? rewardArt(reward) : historyArt(line.what.rule) };
  });
}

const redemptionIn = (what: HistoryReason): string | null =>
  'redemptionId' in what ? what.redemptionId : null;

/** The months of these lines, the latest first. A line on another page may be in one of them, so the ledger is asked. */
async function monthsOf(
  { db, program: { timeZone } }: ReadWork,
  wish: HistoryWish,
  lines: readonly HistoryLine[],
): Promise<HistoryMonth[]> {
  const language = isLanguage(wish.language) ? wish.language : 'en';
  const months = lines.map(({ at }) => monthAround(at, timeZone));
  const starts = [...new Set(months.map(({ from }) => from))].toSorted((a, b) => a - b);
  const end = Math.max(...months.map((month) => month.end));
  const sums = await periodSums(db, wish.memberId, starts, end);
  return sums
    .map((sum) => ({ ...sum, name: monthName(language, timeZone, sum.from) }))
    .toReversed();
}

/** A member's ledger, the latest first, each line explained in their language. */
export async function historyLines(work: ReadWork, wish: HistoryWish): Promise<HistoryPage> {
  const limit = wish.limit ?? linesAPage;
  const { at, db } = work;
  const found = await entriesOf(db, wish.memberId, {
    limit,
    ...(wish.before === undefined ? {} : { before: wish.before }),
  });
  const last = found.at(-1);
  const { lots } = await holdingOf(db, wish.memberId);
  const taken = found.flatMap(({ reason }) => (reason.rule === 'issue' ? reason.redemptionId : []));
  const uses = await redemptionUses(db, wish.memberId, taken);
  const shown = found.map((entry): HistoryLine => {
    // A return has taken some of its points: only the rest is pending.
    const [pending] = comingOf(
      lots.filter(({ id }) => id === entry.cause),
      at,
    );
    const line = showEntry(work.program, entry, wish.language);
    return sayLine(
      work.program,
      { ...line, ...(pending && { pending }) },
      {
        language: wish.language,
        use: uses.get(redemptionIn(line.what) ?? ''),
        underDay: wish.underDays,
      },
    );
  });
  return {
    at,
    lines: shown,
    next: last && last.seq > 1 && found.length === limit ? last.seq : null,
  };
}

function showEntry(program: Program, entry: KeptEntry, language: string): HistoryLine {
  return {
    seq: entry.seq,
    kind: entry.kind,
    points: entry.points,
    balanceAfter: entry.balanceAfter,
    at: entry.at,
    store: entry.storeId === null ? null : storeNameOf(program, entry.storeId),
    what: showReason(program, entry.reason, language),
  };
}

function showReason(program: Program, reason: EntryReason, language: string): HistoryReason {
  switch (reason.rule) {
    case 'welcome':
    case 'lot-expiry':
    case 'return':
      return reason;
    case 'adjustment':
      return { ...reason, why: textIn(reason.why, language) };
    case 'opening':
      return { rule: 'award', name: sayIn(language)('history.opening') };
    case 'merged-in':
    case 'merged-out':
      return { rule: 'adjustment', why: sayIn(language)(`history.${reason.rule}`) };
    case 'reinstated':
      return { rule: 'adjustment', why: sayIn(language)('expiry.reinstated') };
    case 'purchase': {
      const { rateHundredths, rules, ...rest } = reason;
      return {
        ...rest,
        tier: textIn(reason.tier, language),
        pointsPerUnit: rateHundredths / 100,
        ...(rules && {
          rules: rules.map(({ name, points }) => ({ name: textIn(name, language), points })),
        }),
      };
    }
    case 'rated-anew': {
      const { rateHundredths, ...rest } = reason;
      return { ...rest, tier: textIn(reason.tier, language), pointsPerUnit: rateHundredths / 100 };
    }
    case 'occasion': {
      const said = [reason.name, ...(reason.why ? [reason.why] : [])];
      return { rule: 'award', name: said.map((one) => textIn(one, language)).join(' · ') };
    }
    case 'membership':
      return { rule: 'award', name: saidInHistory(program, reason, language) };
    case 'award':
    case 'award-back':
      return { rule: reason.rule, name: textIn(reason.name, language) };
    case 'issue':
    case 'give-back':
      return { ...reason, reward: textIn(reason.reward, language) };
  }
}

/** Rare words come along instead of being on every phone. */
const sayIn = (language: string) => everything(isLanguage(language) ? language : 'en');
