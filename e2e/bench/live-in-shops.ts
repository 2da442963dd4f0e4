// `node live-in-shops.ts FIRST COUNT MEMBERS DEEDS`: lives in so many simulated shops, and prints what happened in each.
// On SQLite; with TEST_DATABASE_URL on that PostgreSQL.

import { type Simulated, simulate } from '#server/tests/kit/simulation/simulate.ts';

const [first = 1, count = 1, members = 1, deeds = 1] = process.argv.slice(2).map(Number);
const lived: Simulated[] = [];
for (let seed = first; seed < first + count; seed += 1) {
  lived.push(await simulate(seed, { members, deeds }));
}
process.stdout.write(JSON.stringify(lived));
