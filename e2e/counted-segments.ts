import { DatabaseSync } from 'node:sqlite';
import { expect } from '@playwright/test';
import { sqlitePath } from '#server/storage/engines/sqlite.ts';
import { clockAhead } from './machine-clock.ts';
import type { Server } from './tillpass.ts';

/** New conditions are counted ten minutes after they came into force. */
const laterMs = 11 * 60_000;

/**
 * Starts a server again when its segments are due to be counted, which takes it some seconds then.
 * @param segments how many the program in force has
 */
export async function untilSegmentsAreDue(server: Server, segments: number): Promise<void> {
  await expect.poll(() => begun(server), { timeout: 20_000 }).toBe(segments);
  await server.stop();
  await server.again(clockAhead(laterMs));
}

/** How many segments the server has begun to count. */
function begun({ dataDir }: Server): unknown {
  const file = new DatabaseSync(sqlitePath(dataDir), { timeout: 10_000 });
  const row = file.prepare('select count(*) as begun from segment_sweeps').get();
  file.close();
  return row?.begun;
}
