// `npm run simulate -- --seed N [--members N --deeds N]`: lives in one simulated shop on SQLite, and says what happened. Ends
// with 1, and the last things that happened, where something is not where a naive reckoning has it.
import { parseArgs } from 'node:util';
import { simulate } from '#server/tests/kit/simulation/simulate.ts';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    members: { type: 'string', default: '4' },
    deeds: { type: 'string', default: '12' },
  },
});
const [seed, members, deeds] = [values.seed, values.members, values.deeds].map(Number);
const isWhole = (value: number | undefined): value is number =>
  Number.isSafeInteger(value) && Number(value) >= 1;
if (!isWhole(seed) || !isWhole(members) || !isWhole(deeds)) {
  process.stderr.write('--seed, --members and --deeds are whole numbers from 1\n');
  process.exit(1);
}
const { digest, ...happened } = await simulate(seed, { members, deeds });
process.stdout.write(
  `seed ${seed}: ${Object.entries(happened)
    .map(([what, count]) => `${count} ${what}`)
    .join(', ')}; all is where it should be\n${digest}\n`,
);
