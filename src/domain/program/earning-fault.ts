import { opensWithin } from '#domain/values/weekly-hours.ts';
import {
  type CountingRule,
  type EarningRule,
  isCounting,
  isOccasion,
  type OccasionRule,
  purchaseRuleId,
} from './earning-rule.ts';
import { type Program, usualMultipliedAtMostHundredths } from './program.ts';

/** What is wrong with a way to earn, and where in it. */
export interface EarningFault {
  readonly index: number;
  readonly path: readonly (string | number)[];
  readonly reason: string;
}

type Rules = Pick<
  Program,
  'tiers' | 'stores' | 'timeZone' | 'earning' | 'multipliedAtMostHundredths'
> &
  Partial<Pick<Program, 'rewards'>>;

/** Rules that contradict themselves or each other, that name nothing, or that could give without end. */
export function earningFaults(program: Rules): EarningFault[] {
  const rules = program.earning ?? [];
  return rules.flatMap((rule, index) => {
    const faults = [
      ...idFaults(rules, rule, index),
      ...timeFaults(program, rule),
      ...nameFaults(program, rule),
      ...giftFaults(rule),
      ...answerFaults(rule),
      ...cardRewardFaults(program, rule),
      ...endFaults(rule),
      ...capFaults(program, rule),
    ];
    return faults.map(([path, reason]) => ({ index, path, reason }));
  });
}

type Said = readonly [path: EarningFault['path'], reason: string];

function idFaults(rules: readonly EarningRule[], { id }: EarningRule, index: number): Said[] {
  if (id === purchaseRuleId) return [[['id'], 'is what points-per-unit is called: choose another']];
  const first = rules.findIndex((rule) => rule.id === id);
  return first < index ? [[['id'], `"${id}" is used twice`]] : [];
}

function timeFaults({ timeZone }: Rules, { kind, from, until, when }: EarningRule): Said[] {
  const faults: Said[] = [];
  if (from !== undefined && until !== undefined && until <= from) {
    faults.push([['until'], 'it ends before it begins']);
  } else if (from !== undefined && until !== undefined) {
    const meets = opensWithin(when, { from, until }, timeZone);
    if (!meets)
      faults.push([
        ['until'],
        'it never gives: none of its days and hours is between from and until',
      ]);
  }
  if (kind === 'bonus-period') {
    if (from === undefined) faults.push([['from'], 'is missing: bonus-period needs it']);
    if (until === undefined) faults.push([['until'], 'is missing: bonus-period needs it']);
  }
  const { hours } = when;
  if (hours && hours.from === hours.until) {
    faults.push([
      ['when', 'hours', 'until'],
      'is when they begin: leave hours out for the whole day',
    ]);
  }
  return faults;
}

function nameFaults({ tiers, stores }: Rules, { kind, when }: EarningRule): Said[] {
  const faults: Said[] = [];
  when.tiers?.forEach((id, place) => {
    if (!tiers.some((tier) => tier.id === id)) {
      faults.push([['when', 'tiers', place], `there is no tier "${id}"`]);
    }
  });
  when.stores?.forEach((id, place) => {
    if (!stores.some((store) => store.id === id)) {
      faults.push([['when', 'stores', place], `there is no store "${id}"`]);
    }
  });
  if (kind === 'product' && !when.goods) {
    faults.push([['when'], 'needs products or categories: which goods is it for?']);
  }
  return faults;
}

function giftFaults(rule: EarningRule): Said[] {
  if (rule.kind === 'spend-goal' && rule.goalMinor === 0) return [[['spend'], 'must be above 0']];
  const times = timesOf(rule);
  if (times !== null && times <= 100) return [[['times'], 'must be above 1: it adds nothing']];
  const once = givesPoints(rule)
    ? rule.points
    : rule.gives.give === 'points'
      ? rule.gives.points
      : 0;
  const { budget } = rule.limits;
  if (budget !== undefined && budget < once) {
    return [[['limits', 'budget'], `is less than the ${once} points that it gives once`]];
  }
  return [];
}

function answerFaults(rule: EarningRule): Said[] {
  if (rule.kind !== 'survey') return [];
  return rule.answers.flatMap(({ id }, place): Said[] => {
    const first = rule.answers.findIndex((one) => one.id === id);
    return first < place ? [[['answers', place, 'id'], `"${id}" is used twice`]] : [];
  });
}

/** A card's reward is given in no shop, so every shop of the reward must be able to take our own code, on any day. */
function cardRewardFaults({ rewards = [], stores }: Rules, rule: EarningRule): Said[] {
  if (rule.kind !== 'stamps' || !rule.reward) return [];
  const { id } = rule.reward;
  const reward = rewards.find((one) => one.id === id);
  const said = (reason: string): Said[] => [[['reward'], reason]];
  if (!reward) return said(`there is no reward "${id}"`);
  if (rule.limits.budget !== undefined) {
    return [[['limits', 'budget'], 'counts points, and the card gives a reward: use in-all']];
  }
  if (reward.range) return said(`"${id}" has a range, and a card gives one amount`);
  if (reward.stock !== undefined) return said(`"${id}" has a stock, and could be sold out`);
  if (reward.days || reward.hours || reward.from !== undefined || reward.until !== undefined) {
    return said(`"${id}" has days, hours or dates, and a card can be full at any time`);
  }
  const codes = stores.find(
    (store) =>
      (store.way === 'pool' || store.way === 'mint') && (reward.stores?.includes(store.id) ?? true),
  );
  return codes
    ? said(`"${codes.id}" takes no code of ours: list the reward's stores without it`)
    : [];
}

/** Kinds that end by themselves: with what is paid, on their last day, or once a member or period. */
const endsByItself: readonly EarningRule['kind'][] = [
  ...([
    'purchase',
    'bonus-period',
    'first-purchase',
    'spend-goal',
    'joining',
    'birthday',
    'profile-step',
    'newsletter',
  ] as const),
];

function endFaults(rule: EarningRule): Said[] {
  const { kind, until, limits } = rule;
  if (kind === 'apology') return byHandFaults(limits);
  const ends = until !== undefined || Object.keys(limits).length > 0;
  const isOnce = kind === 'survey' && rule.everyDays === undefined;
  if (ends || isOnce || endsByItself.includes(kind)) return [];
  const reason =
    'could give without end: it needs until, or limits (per-day, per-member, in-all, budget)';
  return [[['limits'], reason]];
}

/** What a person gives by hand is limited for each member and in all, so that nobody gets more by calling often. */
function byHandFaults({ perMember, inAll, budget }: EarningRule['limits']): Said[] {
  const faults: Said[] = [];
  if (perMember === undefined)
    faults.push([['limits', 'per-member'], 'is missing: apology needs it']);
  if (inAll === undefined && budget === undefined) {
    faults.push([['limits'], 'needs in-all or budget: how much may support give in all?']);
  }
  return faults;
}

/** Multipliers that together would pass the cap, at the beginning of the rule. */
function capFaults(program: Rules, rule: EarningRule): Said[] {
  if (timesOf(rule) === null) return [];
  const cap = program.multipliedAtMostHundredths ?? usualMultipliedAtMostHundredths;
  const at = rule.from ?? Number.NEGATIVE_INFINITY;
  const together = (program.earning ?? []).filter(
    (one) => timesOf(one) !== null && isOn(one, at) && mayMeet(one, rule),
  );
  const times = together.reduce(
    ({ added, product }, one) => {
      const own = timesOf(one) ?? 100;
      return givesPoints(one) || one.combines === 'add'
        ? { added: added + own - 100, product }
        : { added, product: (product * own) / 100 };
    },
    { added: 100, product: 1 },
  );
  const all = Math.round(times.added * times.product);
  if (all <= cap) return [];
  const others = together.filter(({ id }) => id !== rule.id).map(({ id }) => `"${id}"`);
  const also = others.length > 0 ? ` together with ${others.join(', ')}` : '';
  return [
    [['times'], `makes ${all / 100} times${also}: at most ${cap / 100} (multiplied-at-most)`],
  ];
}

/** Whether a rule gives a number of points and nothing else. */
const givesPoints = (rule: EarningRule): rule is CountingRule | OccasionRule =>
  isCounting(rule) || isOccasion(rule);

const timesOf = (rule: EarningRule): number | null =>
  !givesPoints(rule) && rule.gives.give === 'times' ? rule.gives.hundredths : null;

const isOn = ({ from, until }: EarningRule, at: number): boolean =>
  (from === undefined || from <= at) && (until === undefined || at < until);

/** Whether one sale could meet both. Goods and hours are not asked: a basket has many, and a day is long. */
function mayMeet(a: EarningRule, b: EarningRule): boolean {
  return (['tiers', 'stores', 'channels', 'days'] as const).every((key) => {
    const [one, other] = [a.when[key], b.when[key]];
    return !one || !other || one.some((id) => (other as readonly string[]).includes(id));
  });
}
