import type { FastifyInstance } from 'fastify';
import { systemApi } from '#contract/paths.ts';
import { TablesMissing } from '#server/storage/outage/tables-missing.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { audienceOf } from './audience.ts';

const asksNoTable: readonly string[] = [systemApi.health, systemApi.ready, systemApi.worker];

/**
 * Refuses everybody from the first failure that said that tables are missing until all are there: a table that is made
 * and not yet filled would answer that nobody is signed in and no till is known. The first who would be told so has that
 * looked up (`knownRow`), which is such a failure. Health checks and the files of the
 * build go on.
 * @throws TablesMissing, which becomes 503 with `Retry-After`
 */
export function refuseWhileRestored(app: FastifyInstance, { hasTables }: Context): void {
  app.addHook('onRequest', async (request) => {
    if (hasTables()) return;
    if (audienceOf(request) === null || asksNoTable.includes(request.routeOptions.url ?? ''))
      return;
    throw new TablesMissing('the tables are being restored');
  });
}
