import type { BeginRewards, TemplateReward } from '#contract/desk/desk-begin.ts';
import { judgeName, judgePurchase } from '#domain/desk/beginning/answers.ts';
import type { OwnRewards, ShopAnswers } from '#domain/desk/beginning/beginning.ts';
import type { Program, Reward } from '#domain/program/program.ts';
import type { Text } from '#domain/program/text.ts';
import { minorDigits } from '#domain/values/currency.ts';
import { writeDecimal } from '#domain/values/money.ts';
import { fitTemplate } from '#server/usecases/program/fit-template.ts';
import { readProgramFile } from '#server/usecases/program/program-file.ts';
import { accept, refuseAnswer } from './judge-answer.ts';

/** The program that a shop's template makes before the shop has said anything of its rewards. */
export function templateProgram(answers: ShopAnswers): Program {
  const { rewards: _, ...others } = answers;
  return programWith(others);
}

function programWith(answers: ShopAnswers): Program {
  const read = readProgramFile(fitTemplate({ ...answers, logo: null }));
  if ('faults' in read) throw new Error(`the template ${answers.template} is wrong`);
  return read.program;
}

/** Whether it is something that a shop may not sell: money off is had everywhere. */
const isNamed = ({ worth: { kind } }: Reward): boolean =>
  kind !== 'amount-off' && kind !== 'percent-off';

/** What the template calls the rewards that a shop may not sell, by their ids. */
export const templateNames = (answers: ShopAnswers): ReadonlyMap<string, Text> =>
  new Map(
    templateProgram(answers)
      .rewards.filter(isNamed)
      .map(({ id, name }) => [id, name]),
  );

/** The rewards of the template, as the shop has them by now. */
export function viewRewards(answers: ShopAnswers): TemplateReward[] {
  const { left, named, amounts = {} } = answers.rewards ?? { left: [], named: {} };
  // What is left out is listed too, and what takes money off says how much the shop has it take off.
  const all = { left: [], named: {}, amounts };
  const { rewards, tiers } = programWith({ ...answers, rewards: all });
  return rewards.map((reward) => ({
    id: reward.id,
    name: named[reward.id] ?? reward.name,
    points: reward.points,
    tier: tiers.find(({ id }) => id === reward.tier)?.name ?? null,
    isKept: !left.includes(reward.id),
    isNamed: isNamed(reward),
    amount: amountOf(answers, reward),
  }));
}

const amountOf = ({ currency }: ShopAnswers, { worth }: Reward): string | null =>
  worth.kind === 'amount-off' ? writeDecimal(worth.minor, minorDigits(currency)) : null;

/**
 * What a shop makes of its template's rewards.
 * @throws Refused `desk-answer` at `kept`, or at the name or the amount of a reward
 */
export function ownRewardsIn(
  answers: ShopAnswers,
  { kept, names, amounts = [] }: Omit<BeginRewards, 'revision'>,
): OwnRewards {
  const { rewards } = templateProgram(answers);
  const stay = rewards.filter(({ id }) => kept.includes(id));
  if (stay.every(({ tier }) => tier !== undefined)) refuseAnswer('kept', 'no-reward');
  const before = answers.rewards?.named ?? {};
  const named = stay.filter(isNamed).flatMap((reward) => {
    const typed = names.filter(({ id }) => id === reward.id);
    const name = typed.length === 0 ? before[reward.id] : nameIn(answers, reward, typed);
    return name === undefined || isSameText(name, reward.name) ? [] : [[reward.id, name] as const];
  });
  return {
    left: rewards.flatMap(({ id }) => (kept.includes(id) ? [] : [id])),
    named: Object.fromEntries(named),
    amounts: amountsIn(answers, stay, amounts),
  };
}

/** How much each takes off where that is another sum than the template's. */
function amountsIn(
  answers: ShopAnswers,
  stay: readonly Reward[],
  typed: NonNullable<BeginRewards['amounts']>,
): Readonly<Record<string, number>> {
  const before = answers.rewards?.amounts ?? {};
  const own = stay.flatMap(({ id, worth }) => {
    if (worth.kind !== 'amount-off') return [];
    const said = typed.find((one) => one.id === id);
    const minor = said ? amountIn(answers, said, worth.minor) : before[id];
    return minor === undefined || minor === worth.minor ? [] : [[id, minor] as const];
  });
  return Object.fromEntries(own);
}

const amountIn = (
  { currency }: ShopAnswers,
  { id, amount }: { readonly id: string; readonly amount: string },
  usual: number,
): number =>
  accept(
    `amounts.${id}`,
    judgePurchase(amount, currency),
    writeDecimal(usual, minorDigits(currency)),
  );

function nameIn({ languages }: ShopAnswers, { id }: Reward, typed: BeginRewards['names']): Text {
  const said = ['en', ...languages].map((language) => {
    const name = typed.find((one) => one.language === language)?.name ?? '';
    return [language, accept(`names.${id}.${language}`, judgeName(name))] as const;
  });
  return Object.fromEntries(said) as Text; // English is the first of them.
}

/** Whether two texts say the same in each language. */
export const isSameText = (one: Text, other: Text): boolean => {
  const languages = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...languages].every(
    (language) =>
      Object.entries(one).find(([key]) => key === language)?.[1] ===
      Object.entries(other).find(([key]) => key === language)?.[1],
  );
};
