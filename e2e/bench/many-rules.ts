// Purchases of five lines under one way to earn and under two hundred, over a new data folder (DATA_DIR). Argument: how many purchases
// under each. Prints what they took.
import { posApi } from '#contract/paths.ts';
import type { EarningRule } from '#domain/program/earning-rule.ts';
import { verifyBooks } from '#server/usecases/books/verify-books.ts';
import { readWork } from '#server/usecases/ground/work.ts';
import { loadProgram } from '#server/usecases/program/load-program.ts';
import { appOver, newMember, newProgram } from './members.ts';
import type { RulesTook } from './rules.ts';

const [times = ''] = process.argv.slice(2);
const { context, posKey } = await newProgram();
const memberId = await newMember(context);
const { program } = await readWork(context);
const lines = [0, 1, 2, 3, 4].map((number) => ({
  id: `${number}`,
  minor: 300,
  name: `Article ${number}`,
  quantity: 1,
  sku: `A-${number}`,
  categories: [`Category ${number}`],
}));

/** Of each kind that a sale meets: multipliers, points, cards and goals, each for a category of its own. */
function ruleOf(number: number, category: number): EarningRule {
  const id = `rule-${number}`;
  const when = { goods: { categories: [`category ${category}`] } };
  const common = { id, name: { en: id }, when, limits: {} };
  const bonus = { ...common, kind: 'product', combines: 'add', tierRate: false } as const;
  switch (number % 4) {
    case 0:
      return { ...bonus, gives: { give: 'times', hundredths: 150 } };
    case 1:
      return { ...bonus, limits: { perDay: 1 }, gives: { give: 'points', points: 2 } };
    case 2:
      return { ...common, kind: 'stamps', every: 10, counts: 'pieces', points: 5 };
    default:
      return { ...common, kind: 'spend-goal', goalMinor: 5_000, every: 'month', points: 5 };
  }
}
const rules = (count: number, categories: number) =>
  Array.from({ length: count }, (_, number) => ruleOf(number, number % categories));

const programs = [
  { name: '1', earning: rules(1, 1) },
  // The first rule is that of the program with one, and no other is for these goods.
  {
    name: '200 in force, the same 1 met',
    earning: Array.from({ length: 200 }, (_, number) => ruleOf(number, number && number + 5)),
  },
  { name: '200 in force, 5 of them met', earning: rules(200, 200) },
  { name: '200 in force, all of them met', earning: rules(200, 5) },
];
const took = programs.map(
  ({ name }) => ({ name, purchaseMs: [] as number[], cpuMs: [] as number[] }) satisfies RulesTook,
);

const app = await appOver(context);
const blocks = 20;
let sold = 0;
for (let block = -1; block < blocks; block += 1) {
  for (const [at, { earning }] of programs.entries()) {
    await loadProgram(context, { ...program, earning });
    // A program is parsed by the first act under it, which does not count.
    await buy();
    for (let turn = 0; turn < Number(times) / blocks; turn += 1) {
      const before = process.cpuUsage();
      const ms = await buy();
      const { user, system } = process.cpuUsage(before);
      if (block < 0) continue;
      took[at]?.purchaseMs.push(ms);
      took[at]?.cpuMs.push((user + system) / 1000);
    }
  }
}
await app.close();
const findings = await verifyBooks(context);
if (findings.length > 0) throw new Error(JSON.stringify(findings));
await context.store.close();
process.stdout.write(JSON.stringify(took));

async function buy(): Promise<number> {
  sold += 1;
  const payload = {
    member: { memberId },
    receiptNumber: `rules-${sold}`,
    lines,
    soldAt: new Date(context.now()).toISOString(),
    total: { minor: 1_500, currency: program.currency },
  };
  const headers = { authorization: `Bearer ${posKey}` };
  const from = performance.now();
  const { statusCode, body } = await app.inject({
    method: 'POST',
    url: posApi.purchases,
    headers,
    payload,
  });
  if (statusCode !== 200) throw new Error(body);
  return performance.now() - from;
}
