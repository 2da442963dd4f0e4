// `node kill-points.ts WHAT COUNT SEED`: kills processes that do one thing, and prints what was found after each. TEST_DATABASE_URL: on
// PostgreSQL; absent: on SQLite.

import { killCopies, killErasing } from '#server/tests/kit/events/killed-acts.ts';
import { killMerges } from '#server/tests/kit/events/killed-merges.ts';
import {
  killMembersImport,
  killPurchasesImport,
} from '#server/tests/kit/imports/killed-imports.ts';
import { startTillpass } from '#server/tests/kit/tillpass.ts';

const acts = new Map([
  ['erase', killErasing],
  ['import', killMembersImport],
  ['purchases', killPurchasesImport],
  ['copy', killCopies],
  ['merge', killMerges],
]);
const [, , name = '', count = '0', seed = ''] = process.argv;
const kill = acts.get(name);
if (!kill) throw new Error(`there is nothing called ${name}`);
const t = await startTillpass();
const found = await kill(t, { count: Number(count), seed, byClock: true });
await t.close();
process.stdout.write(JSON.stringify(found));
