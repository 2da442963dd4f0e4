import { isOnByDefault } from '#domain/messages/message.ts';
import { type EarningRule, inOrder } from '#domain/program/earning-rule.ts';
import { expiryOf } from '#domain/program/expiry.ts';
import {
  amountOff,
  type Program,
  usualMultipliedAtMostHundredths,
} from '#domain/program/program.ts';
import type { AuditFacts } from './facts.ts';
import { type AuditFinding, found, inProgram, when } from './finding.ts';
import { pointWorth, worthOf } from './worth.ts';

/** How points come and go: rules that give nothing, ends that nobody hears of. */
export function pointsFindings(program: Program, facts: AuditFacts): AuditFinding[] {
  const rules = program.earning ?? [];
  return [
    ...rules.flatMap((rule, index) => ofRule(program, facts, rule, index)),
    ...birthdayUntold(program),
    ...highLiability(program, facts),
    ...ends(program),
  ];
}

function ofRule(
  program: Program,
  facts: AuditFacts,
  rule: EarningRule,
  index: number,
): AuditFinding[] {
  const values = { rule: rule.name };
  if (rule.until !== undefined && rule.until <= facts.at)
    return [found('rule-ended', inProgram('earning', index, 'until'), values)];
  const most = program.multipliedAtMostHundredths ?? usualMultipliedAtMostHundredths;
  const times = 'gives' in rule && rule.gives.give === 'times' ? rule.gives.hundredths : 0;
  return [
    ...when(times > most, () =>
      found('rule-capped', inProgram('earning', index, 'times'), { ...values, most: most / 100 }),
    ),
    ...when(needsLines(rule) && !knowsLines(program, facts, rule), () =>
      found('rule-needs-lines', inProgram('earning', index), values),
    ),
  ];
}

/** Whether it can only be counted from what was sold, line by line. */
const needsLines = (rule: EarningRule): boolean =>
  rule.when.goods !== undefined || (rule.kind === 'stamps' && rule.counts === 'pieces');

/** Whether a till of one of its stores is a POS that reports what was sold. */
const knowsLines = ({ stores }: Program, { tillsWithKey }: AuditFacts, rule: EarningRule) =>
  stores
    .filter(({ id }) => rule.when.stores?.includes(id) ?? true)
    .some(({ tills }) => tills.some(({ id }) => tillsWithKey.has(id)));

function birthdayUntold(program: Program): AuditFinding[] {
  const rules = program.earning ?? [];
  const rule = inOrder(rules).find(({ kind }) => kind === 'birthday');
  if (!rule || isOnByDefault('birthday', program)) return [];
  return [found('birthday-untold', inProgram('messages', 'off'), { rule: rule.name })];
}

/** What members could take tomorrow, against what the owner said that it may be. */
function highLiability(
  program: Program,
  { outstanding, liabilityAtMost }: AuditFacts,
): AuditFinding[] {
  const worth = pointWorth(program);
  if (outstanding === null || liabilityAtMost === null || worth === null) return [];
  const minor = worthOf(worth, outstanding);
  return when(minor > liabilityAtMost, () =>
    found('liability-high', inProgram('points-last-months'), {
      points: outstanding,
      amount: amountOff(minor, program),
      most: amountOff(liabilityAtMost, program),
    }),
  );
}

/** Two days are one weekend away from the phone. */
const noticeDaysAtLeast = 3;
/** Less than a season: who comes twice a year never has any. */
const monthsAtLeast = 3;
/** Longer than any law asks a shop to take goods back without a reason. */
const pendingDaysAtMost = 60;

function ends(program: Program): AuditFinding[] {
  const { ends: rule, noticeDays } = expiryOf(program);
  const { pointsLastMonths: months, pending } = program;
  return [
    ...when(!isOnByDefault('expiry', program), () =>
      found('expiry-untold', inProgram('messages', 'off')),
    ),
    ...when(noticeDays < noticeDaysAtLeast, () =>
      found('expiry-told-late', inProgram('expiry', 'notice-days'), { days: noticeDays }),
    ),
    ...when(months < monthsAtLeast && rule !== 'inactivity', () =>
      found('points-end-early', inProgram('points-last-months'), { months }),
    ),
    ...when(pending !== undefined && pending.days > pendingDaysAtMost, () =>
      found('pending-long', inProgram('pending', 'days'), { days: pending?.days ?? 0 }),
    ),
  ];
}
