import type { MembershipPanel } from '#contract/profile.ts';
import { daysOfTerm, runAt } from '#domain/membership/term.ts';
import type { MembershipSaid } from '#domain/points/ledger.ts';
import { amountOff, type Program } from '#domain/program/program.ts';
import { type Text, textIn } from '#domain/program/text.ts';
import { everything } from '#i18n/everything.ts';
import { formatOf } from '#i18n/format.ts';
import { isLanguage } from '#i18n/language.ts';
import type { ReadWork } from '#server/usecases/ground/work.ts';
import {
  refundNow,
  refundRuleOf,
  type TermSeen,
  termsOf,
  tierNameOf,
} from './record-membership.ts';
import { worthOfTerm } from './worth-of-term.ts';

/** What is said of memberships, once for the profile, the till, the history and mails. Phones carry no words for it. */
export function membershipWords(program: Program, name: Text, language: string) {
  const spoken = isLanguage(language) ? language : 'en';
  const say = everything(spoken);
  const format = formatOf(spoken, program.timeZone);
  const tier = textIn(name, language);
  /** Its last day, of its first instant in which it is over. */
  const date = (until: number) => format.date(until - 1);
  const money = (minor: number) => format.money(amountOff(minor, program));
  return {
    say,
    date,
    money,
    tier,
    until: (until: number) => say('membership.until', { tier, date: date(until) }),
    ended: (until: number) => say('membership.ended', { tier, date: date(until) }),
  };
}

type Words = ReturnType<typeof membershipWords>;

/** A line of the history. */
export function saidInHistory(
  program: Program,
  { tier: name, ...said }: MembershipSaid & { readonly tier: Text },
  language: string,
): string {
  const { say, tier, date, money } = membershipWords(program, name, language);
  switch (said.what) {
    case 'started':
    case 'renewed': {
      const words = { tier, date: date(said.until), amount: money(said.paid.minor) };
      return said.what === 'started'
        ? say('membership.history-started', words)
        : say('membership.history-renewed', words);
    }
    case 'refunded':
      return say('membership.history-refunded', { tier, amount: money(said.refund.minor) });
    case 'ended':
      return say('membership.history-ended', { tier });
  }
}

/** Whether a member has said that a tier is not to be renewed, and has paid for none of it since. */
export function isLeft(terms: readonly TermSeen[], tierId: string): boolean {
  const own = terms.filter(({ term }) => term.tierId === tierId).map(({ row }) => row);
  const left = Math.max(...own.map(({ left_at }) => left_at ?? Number.NEGATIVE_INFINITY));
  return left > Number.NEGATIVE_INFINITY && own.every(({ bought_at }) => bought_at <= left);
}

/** What a member has paid for and has now, one for each tier. */
interface Running {
  readonly tierId: string;
  /** The term of now. */
  readonly now: TermSeen;
  /** The end of the last one that follows it. */
  readonly until: number;
  readonly left: boolean;
}

export function runningOf(terms: readonly TermSeen[], at: number): Running[] {
  const all = terms.map(({ term }) => term);
  return [...new Set(all.map(({ tierId }) => tierId))].flatMap((tierId) => {
    const run = runAt(all, tierId, at);
    const now = terms.find(({ term }) => term.id === run[0]?.id);
    const last = run.at(-1);
    if (!now || !last) return [];
    return [{ tierId, now, until: last.until, left: isLeft(terms, tierId) }];
  });
}

/** The panels of a member's profile: until when, whether it has paid for itself, and how it is left. */
export async function membershipPanels(
  work: ReadWork,
  memberId: string,
  language: string,
): Promise<MembershipPanel[]> {
  const running = runningOf(await termsOf(work, memberId), work.at);
  return Promise.all(running.map((one) => panelOf(work, one, language)));
}

async function panelOf(
  work: ReadWork,
  { tierId, now, until, left }: Running,
  language: string,
): Promise<MembershipPanel> {
  const words = membershipWords(work.program, tierNameOf(work.program, tierId), language);
  const { say, date, tier } = words;
  const gave = await saidWorth(work, now, words);
  return {
    tierId,
    title: say('membership.title', { tier }),
    until: words.until(until),
    ...gave,
    choice: left
      ? {
          leaves: false,
          says: [say('membership.left', { date: date(until) })],
          button: say('membership.undo'),
        }
      : {
          leaves: true,
          open: say('membership.leave'),
          says: [
            say('membership.leave-says', { tier, date: date(until) }),
            ...(await saidRefund(work, now, words)),
          ],
          button: say('membership.leave-confirm', { date: date(until) }),
        },
  };
}

/** What the term of now gave beside what it cost, to the cent, and how that is counted. */
async function saidWorth(
  work: ReadWork,
  { row, term }: TermSeen,
  { say, money, tier }: Words,
): Promise<Pick<MembershipPanel, 'gave' | 'part' | 'parts' | 'counted'>> {
  const worth = await worthOfTerm(work, row.member_id, term);
  const { total, rewards, shipping, points } = worth;
  const paid = row.minor;
  const parts = [
    ...(rewards > 0 ? [say('membership.in-rewards', { amount: money(rewards) })] : []),
    ...(shipping > 0 ? [say('membership.in-shipping', { amount: money(shipping) })] : []),
    ...(points > 0 ? [say('membership.in-points', { amount: money(points) })] : []),
  ];
  const gave = say('membership.gave', { total: money(total), paid: money(paid) });
  const verdict =
    total >= paid
      ? say('membership.paid-off')
      : say('membership.to-go', { amount: money(paid - total) });
  return {
    gave: `${gave} ${verdict}`,
    part: paid === 0 ? 1 : Math.min(1, total / paid),
    parts,
    counted: say('membership.counted', { tier }),
  };
}

/** The rule of paying back, in sentences, and what it comes to today. */
async function saidRefund(
  work: ReadWork,
  { row, term }: TermSeen,
  { say, money }: Words,
): Promise<string[]> {
  const { wholeDays, later, lessBenefits } = refundRuleOf(row);
  const { begun } = daysOfTerm(term, work.at);
  const wholeStill = wholeDays > 0 && begun - 1 <= wholeDays;
  const today = await refundNow(work, row, work.at);
  return [
    ...(wholeStill ? [say('membership.refund-whole', { days: wholeDays })] : []),
    later === 'pro-rata' ? say('membership.refund-pro-rata') : say('membership.refund-none'),
    ...(lessBenefits ? [say('membership.refund-less')] : []),
    ...(today > 0 ? [say('membership.refund-today', { amount: money(today) })] : []),
  ];
}
