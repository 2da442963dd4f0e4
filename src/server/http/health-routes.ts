import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import { systemApi } from '#contract/paths.ts';
import { outageOf } from '#server/storage/outage/outage.ts';
import { demandTables } from '#server/storage/outage/tables-missing.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { isClockBehind } from '#server/usecases/program/clock-behind.ts';

type Answer = 'ok' | 'no database' | 'no tables' | 'the clock is behind';

/** A proxy that asks every second or two must have its answer before it asks again. */
const answerWithinMs = 1_000;

/**
 * `/healthz` says that the process lives, and of which version it is, so it asks nothing of the database: starting again mends no disk. `/readyz`
 * says whether requests should come here. Migrations are done before the port opens, and a restore may take tables away.
 */
export function healthRoutes(
  app: FastifyInstance,
  context: Context,
  isEnding: () => boolean,
): void {
  const { store, canWrite, hasTables, heard, log, version } = context;
  app.get(systemApi.health, (_request, reply) =>
    reply.header('cache-control', 'no-store').send({ status: 'ok', version }),
  );

  let asked: Promise<Answer> | null = null;
  const reads = async (): Promise<Answer> => {
    try {
      await demandTables(store.read);
      return (await isClockBehind(context)) ? 'the clock is behind' : 'ok';
    } catch (error) {
      await heard(error);
      log.error({ err: error }, 'the database does not answer');
      return outageOf(error) === 'missing' ? 'no tables' : 'no database';
    } finally {
      asked = null;
    }
  };
  /** Everybody waits for the same question: a database that hangs holds one connection, and not one a question. */
  const answers = (): Promise<Answer> => {
    asked ??= reads();
    return Promise.race([asked, sleep(answerWithinMs, 'no database' as const, { ref: false })]);
  };
  const status = async () => {
    if (isEnding()) return 'ending';
    const answer = await answers();
    if (answer !== 'ok') return answer;
    if (!hasTables()) return 'no tables';
    return canWrite() ? 'ok' : 'the database can write nothing';
  };
  app.get(systemApi.ready, async (_request, reply) => {
    const is = await status();
    return reply
      .code(is === 'ok' ? 200 : 503)
      .header('cache-control', 'no-store')
      .send({ status: is });
  });
}
