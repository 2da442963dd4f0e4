// The thread of a rehearsal: reads over a connection of its own, so that no till waits for it.
import { parentPort, workerData } from 'node:worker_threads';
import { openReader } from '#server/storage/engines/open-reader.ts';
import { rehearse } from '#server/usecases/rehearsal/rehearse.ts';
import { whatIf } from '#server/usecases/standing/what-if.ts';
import type { ThreadData, ThreadSays } from './start-rehearsals.ts';

const { reader: options, wish, at } = workerData as ThreadData; // Its only starter gives these.
const say = (what: ThreadSays): void => parentPort?.postMessage(what);

const reader = await openReader(options);
if (reader) {
  try {
    if ('tiers' in wish) {
      const { program, dated } = wish.tiers;
      const reads = { store: { read: reader.db }, now: () => at };
      say({ found: (await whatIf(reads, program, dated)).atOnce });
    } else {
      const reached = (members: number) => say({ members });
      const found = await rehearse(reader.db, wish.rehearse, { at, reached });
      if (found) say({ found });
    }
  } finally {
    await reader.close();
  }
} else {
  say({ busy: true });
}
