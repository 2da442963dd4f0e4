import { argv, stdout } from 'node:process';
import { openStore } from '#server/storage/engines/open.ts';
import { appendEntry } from '#server/storage/points/ledger-entries.ts';
import { testSecrets } from '#server/tests/kit/context.ts';
import { accrual } from '#server/tests/kit/points.ts';
import { countingRandomBytes } from '#server/tests/kit/random.ts';

// A process for the test that kills it. It adds entries, several at a time, and prints the cause of each after its
// answer. What it has printed must still be there when it is dead.
const [, , dataDir = '', databaseUrl = ''] = argv;
const { store } = await openStore({
  dataDir,
  databaseUrl: databaseUrl || undefined,
  log: { warn: () => {} },
  randomBytes: countingRandomBytes(),
});

async function append(memberId: string): Promise<void> {
  for (let number = 1; ; number += 1) {
    const cause = `gift:${memberId}:${number}`;
    await store.transact(async (tx) => {
      await store.lockMember(tx, memberId);
      await appendEntry(tx, memberId, accrual(cause, 1), testSecrets.hash);
    });
    stdout.write(`${cause}\n`);
  }
}

await Promise.all(Array.from({ length: 8 }, (_, index) => append(`m${index}`)));
