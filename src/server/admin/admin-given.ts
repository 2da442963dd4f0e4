import type { MembershipView } from '#contract/admin/admin-answers.ts';
import { isMoment } from '#contract/program/file-parts.ts';
import { adjustmentAtMost, isAdjustment, isWhy, whyAtMost } from '#domain/points/adjustment.ts';
import type { Program } from '#domain/program/program.ts';
import { Refused } from '#domain/refusal.ts';
import { minorDigits } from '#domain/values/currency.ts';
import { readDecimal, writeDecimal } from '#domain/values/money.ts';
import type { Language } from '#i18n/language.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { makeId } from '#server/usecases/ground/make-id.ts';
import { readWork } from '#server/usecases/ground/work.ts';
import { type AdjustWish, adjustPoints } from '#server/usecases/members/adjust-points.ts';
import { type Apologised, apologise } from '#server/usecases/members/apologise.ts';
import { instantOf } from '#server/usecases/program/program-file-times.ts';
import {
  endMembership,
  listMemberships,
  startMembership,
} from '#server/usecases/purchases/system-memberships.ts';
import { endGivenTier, grantTier } from '#server/usecases/standing/grant-tier.ts';
import { readArgs } from './admin-args.ts';
import { AdminFault, type Commands } from './admin-command.ts';
import { knownMember } from './admin-members.ts';
import { localText } from './admin-time.ts';

/** What support gives to a member: points, with a sentence that they read, or a tier for a time. */
export const givenCommands = {
  adjust: async (context, args) => {
    const { wish } = await readWish(context, args);
    const { balanceAfter, before } = await idFree(wish.id, () => adjustPoints(context, wish));
    return [doneLine(wish, { balanceAfter, before })];
  },
  apologise: async (context, args) => {
    const { wish, rule } = await readWish(context, args, ['rule']);
    if (wish.points < 0) throw new AdminFault('An apology gives points: adjust takes them.');
    const apology = { ...wish, ...(rule !== undefined && { ruleId: rule }) };
    return apologyLines(wish, await idFree(wish.id, () => apologise(context, apology)));
  },
  tier: async (context, args) => {
    const { words, options } = readArgs(args, ['until'], ['end']);
    return options.end === true
      ? tierEnded(context, words)
      : tierGiven(context, words, options.until);
  },
  membership,
} satisfies Commands;

const nameOf = (language: Language): string =>
  new Intl.DisplayNames('en', { type: 'language' }).of(language) ?? language;

interface Read {
  readonly wish: AdjustWish;
  readonly rule?: string | undefined;
}

async function readWish(
  context: Context,
  args: readonly string[],
  more: readonly 'rule'[] = [],
): Promise<Read> {
  // In these commands "-50" is a number of points and no option.
  const at = args.findIndex((word) => /^-\d+$/.test(word));
  const plain = args.map((word, index) => (index === at ? word.slice(1) : word));
  const { words, options } = readArgs<'ar' | 'id' | 'rule'>(plain, ['ar', 'id', ...more]);
  const [typed = '', count = '', ...reason] = words;
  const points = /^\+?\d{1,9}$/.test(count) ? Number(count) * (at === 1 ? -1 : 1) : Number.NaN;
  if (!isAdjustment(points)) {
    throw new AdminFault(
      `POINTS is a whole number such as 50 or -50, at most ${adjustmentAtMost}; it is "${args[1] ?? ''}".`,
    );
  }
  const why = {
    en: whyIn(reason.join(' ')),
    ...(options.ar !== undefined && { ar: whyIn(options.ar) }),
  };
  const id = options.id ?? makeId(context);
  if (!/^[\w-]{8,64}$/.test(id)) throw new AdminFault('--id is what an adjustment printed before.');
  return {
    wish: { memberId: await knownMember(context, typed), id, points, why },
    rule: options.rule,
  };
}

function whyIn(text: string): string {
  const why = text.trim();
  if (isWhy(why)) return why;
  throw new AdminFault(
    `A reason is one line of 1 to ${whyAtMost} characters: the member reads it.`,
  );
}

/** Does it, and says in a sentence what it may be refused for. */
async function idFree<T>(id: string, act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    if (error instanceof Refused && error.refusal.key === 'points-short') {
      throw new AdminFault(`They have ${error.refusal.missing} points fewer than that to spend.`);
    }
    if (error instanceof Refused && error.refusal.key === 'id-taken') {
      throw new AdminFault(`The id ${id} made another adjustment of this member.`);
    }
    throw error;
  }
}

function doneLine(
  { id, points }: AdjustWish,
  { balanceAfter, before }: { balanceAfter: number; before: boolean },
): string {
  const done = before ? 'That was done before, and is not done again' : 'Done';
  return `${done}: ${points > 0 ? `+${points}` : points} points, balance ${balanceAfter}. Its id: ${id}`;
}

function apologyLines(wish: AdjustWish, done: Apologised): readonly string[] {
  switch (done.outcome) {
    case 'done': {
      const mail =
        done.mailIn === null
          ? 'No mail: nobody has proved the address. Their history tells.'
          : `A mail tells them, in ${nameOf(done.mailIn)}.`;
      return [doneLine(wish, done), ...(done.before ? [] : [mail])];
    }
    case 'no-rule':
      throw new AdminFault(
        done.rules.length === 0
          ? 'The program has no rule of kind apology that is in force: see docs/program.md, or adjust.'
          : `--rule is one of ${done.rules.join(', ')}.`,
      );
    case 'too-many':
      throw new AdminFault(`Rule "${done.rule}" gives at most ${done.atMost} points at once.`);
    case 'used-up':
      throw new AdminFault(
        done.left === 0
          ? `Rule "${done.rule}" can give them nothing now: its limits, for a member or for all, are reached.`
          : `Rule "${done.rule}" has ${done.left} points left for all members.`,
      );
    case 'no-words':
      throw new AdminFault(
        `They read ${nameOf(done.language)}: say it with --${done.language} too.`,
      );
  }
}

async function tierGiven(
  context: Context,
  words: readonly string[],
  day: string | undefined,
): Promise<readonly string[]> {
  const tierId = words.at(-1) ?? '';
  const memberId = await knownMember(context, words.slice(0, -1).join(' '));
  if (day === undefined || !isMoment(day)) {
    throw new AdminFault('Say until when: --until 2027-12-31, or 2027-12-31T12:00:00+01:00.');
  }
  const { program } = await readWork(context);
  const until = instantOf(day, program.timeZone, 1);
  const outcome = await grantTier(context, { memberId, tierId, until });
  const ids = program.tiers.slice(1).map(({ id }) => id);
  const faults = {
    'no-rule':
      'The program has no `tier-rule`: a tier can be given only where one says how tiers are kept.',
    'no-tier': `"${tierId}" is no tier that can be given: ${ids.join(', ')}.`,
    past: `--until: ${day} has passed.`,
  };
  if (outcome !== 'done') throw new AdminFault(faults[outcome]);
  return [
    `Done: they have ${tierId} until ${localText(until, program.timeZone)}, or the tier that they reach, if it is higher.`,
  ];
}

async function tierEnded(context: Context, words: readonly string[]): Promise<readonly string[]> {
  const had = await endGivenTier(context, await knownMember(context, words.join(' ')));
  return [had ? 'Done: they have the tier that they reach.' : 'They have no tier that was given.'];
}

/** What a member pays for: seen, sold to them by hand, taken back, or not renewed. */
async function membership(context: Context, args: readonly string[]): Promise<readonly string[]> {
  const { words, options } = readArgs(args, ['paid', 'id', 'take-back', 'not-renewed']);
  const back = options['take-back'];
  const membershipId = back ?? options['not-renewed'];
  const sells = options.paid !== undefined;
  const tierId = sells ? (words.at(-1) ?? '') : '';
  const member = await knownMember(context, words.slice(0, sells ? -1 : undefined).join(' '));
  const { program } = await readWork(context);
  if (membershipId !== undefined) {
    const when = back === undefined ? 'term-end' : 'now';
    const wish = { member, membershipId, when, dryRun: false } as const;
    return [`Done: ${termLine(program, await endMembership(context, wish, 'support'))}`];
  }
  if (options.paid !== undefined) {
    const paid = { minor: minorIn(program, options.paid), currency: program.currency };
    const id = options.id ?? makeId(context);
    const wish = { member, id, what: 'start', tierId, paid, paidAt: null } as const;
    const sold = await startMembership(context, wish, 'support');
    return [`Done: ${termLine(program, sold)}`, `The same again is not done twice with --id ${id}`];
  }
  const all = await listMemberships(context, member);
  if (all.length === 0) return ['They have never paid for a tier.'];
  return all.map((one) => termLine(program, one));
}

function minorIn({ currency }: Program, text: string): number {
  const minor = readDecimal(text, minorDigits(currency));
  if (minor !== null) return minor;
  throw new AdminFault(`--paid is an amount in ${currency} such as 69.00; it is "${text}".`);
}

function termLine({ timeZone, currency }: Program, one: MembershipView): string {
  const money = (minor: number) => `${writeDecimal(minor, minorDigits(currency))} ${currency}`;
  const day = (text: string) => localText(Date.parse(text), timeZone);
  const refund =
    one.state === 'taken-back'
      ? `paid back by its rule: ${money(one.refund.minor)}`
      : `taken back now: ${money(one.refund.minor)}`;
  return [
    `${one.membershipId}: ${one.tierId}, ${one.state}, ${day(one.from)} to ${day(one.until)}`,
    `paid ${money(one.paid.minor)}, gave ${money(one.gave.total)}`,
    refund,
    ...(one.left ? ['not renewed'] : []),
  ].join('; ');
}
