import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import { sql } from 'kysely';
import { systemApi } from '#contract/paths.ts';
import type { Context } from '#server/usecases/ground/context.ts';

/** A proxy that asks every second or two must have its answer before it asks again. */
const answerWithinMs = 1_000;

/**
 * `/healthz` says that the process lives, so it asks nothing of the database: starting again mends no disk. `/readyz`
 * says whether requests should come here. Migrations are done before the port opens.
 */
export function healthRoutes(
  app: FastifyInstance,
  { store, canWrite, log }: Context,
  isEnding: () => boolean,
): void {
  app.get(systemApi.health, (_request, reply) =>
    reply.header('cache-control', 'no-store').send({ status: 'ok' }),
  );

  let asked: Promise<boolean> | null = null;
  const reads = async (): Promise<boolean> => {
    try {
      await sql`select 1`.execute(store.read);
      return true;
    } catch (error) {
      log.error({ err: error }, 'the database does not answer');
      return false;
    } finally {
      asked = null;
    }
  };
  /** Everybody waits for the same question: a database that hangs holds one connection, and not one a question. */
  const answers = (): Promise<boolean> => {
    asked ??= reads();
    return Promise.race([asked, sleep(answerWithinMs, false, { ref: false })]);
  };
  const status = async () => {
    if (isEnding()) return 'ending';
    if (!(await answers())) return 'no database';
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
