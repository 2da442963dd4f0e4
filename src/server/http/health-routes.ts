import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import { systemApi } from '#contract/paths.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { isClockBehind } from '#server/usecases/program/clock-behind.ts';

/** A proxy that asks every second or two must have its answer before it asks again. */
const answerWithinMs = 1_000;

/**
 * `/healthz` says that the process lives, so it asks nothing of the database: starting again mends no disk. `/readyz`
 * says whether requests should come here. Migrations are done before the port opens.
 */
export function healthRoutes(
  app: FastifyInstance,
  context: Context,
  isEnding: () => boolean,
): void {
  const { canWrite, log } = context;
  app.get(systemApi.health, (_request, reply) =>
    reply.header('cache-control', 'no-store').send({ status: 'ok' }),
  );

  let asked: Promise<string> | null = null;
  const reads = async (): Promise<string> => {
    try {
      return (await isClockBehind(context)) ? 'the clock is behind' : 'ok';
    } catch (error) {
      log.error({ err: error }, 'the database does not answer');
      return 'no database';
    } finally {
      asked = null;
    }
  };
  /** Everybody waits for the same question: a database that hangs holds one connection, and not one a question. */
  const answers = (): Promise<string> => {
    asked ??= reads();
    return Promise.race([asked, sleep(answerWithinMs, 'no database', { ref: false })]);
  };
  const status = async () => {
    if (isEnding()) return 'ending';
    const answered = await answers();
    if (answered !== 'ok') return answered;
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
