import type { FastifyInstance } from 'fastify';
import { ListUploads, LoadCodes, Settle, Withdraw } from '#contract/administrator.ts';
import { adminApi } from '#contract/paths.ts';
import { fileIn, wholeFileIn } from '#server/http/edge/file-body.ts';
import { instantOf } from '#server/http/edge/instant.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { recogniseAdmin } from '#server/usecases/pools/admin-key.ts';
import { dryRunLoad } from '#server/usecases/pools/dry-run-load.ts';
import { listPools } from '#server/usecases/pools/list-pools.ts';
import { loadCodes } from '#server/usecases/pools/load-codes.ts';
import { settle } from '#server/usecases/pools/settle.ts';
import { latestUploads, viewUpload } from '#server/usecases/pools/view-upload.ts';
import { withdrawCodes } from '#server/usecases/pools/withdraw-codes.ts';

/** `/admin/v1`: for the administrator's own programs. It needs a key of its own; a till's key opens nothing here. */
export async function administratorRoutes(app: FastifyInstance, context: Context): Promise<void> {
  await app.register(async (admin) => {
    admin.addHook('onRequest', async (request) => {
      await recogniseAdmin(context, request.headers.authorization);
    });
    // The body is not parsed: a file is read while it arrives, and is larger than any other request.
    admin.addContentTypeParser('text/csv', (_request, _payload, done) => done(null));
    poolRoutes(admin, context);
    uploadRoutes(admin, context);
    settlementRoute(admin, context);
  });
}

function poolRoutes(app: FastifyInstance, context: Context): void {
  app.get(adminApi.pools, async () => ({ pools: await listPools(context) }));

  app.post<{ Params: { rewardId: string }; Querystring: LoadCodes }>(
    adminApi.codes,
    { schema: { querystring: LoadCodes } },
    async (request) => {
      const { store, symbology, column, separator, low, allOrNothing } = request.query;
      const { header, encoding, accept, dryRun } = request.query;
      const wish = {
        scope: { rewardId: request.params.rewardId, storeId: store ?? null },
        symbology: symbology ?? null,
        lowMark: low === undefined ? null : Number(low),
        column: column ?? null,
        separator: separator ?? null,
        allOrNothing: allOrNothing === 'true',
        header: header === undefined ? null : header === 'true',
        encoding: encoding ?? null,
        accept: accept === 'true',
      };
      const file = await wholeFileIn(request);
      return dryRun === 'true' ? dryRunLoad(context, wish, file) : loadCodes(context, wish, file);
    },
  );
}

function uploadRoutes(app: FastifyInstance, context: Context): void {
  app.get<{ Querystring: ListUploads }>(
    adminApi.uploads,
    { schema: { querystring: ListUploads } },
    async ({ query: { limit } }) => ({
      uploads: await latestUploads(context, limit === undefined ? undefined : Number(limit)),
    }),
  );
  app.get<{ Params: { uploadId: string } }>(adminApi.upload, async (request) =>
    viewUpload(context, request.params.uploadId),
  );
  app.post<{ Params: { uploadId: string }; Querystring: Withdraw }>(
    adminApi.withdraw,
    { schema: { querystring: Withdraw } },
    async ({ params, query }) =>
      withdrawCodes(context, params.uploadId, { dryRun: query.dryRun === 'true' }),
  );
}

function settlementRoute(app: FastifyInstance, context: Context): void {
  app.post<{ Querystring: Settle }>(
    adminApi.settlements,
    { schema: { querystring: Settle } },
    async (request) => {
      const { store, until, accept, dryRun, ...format } = request.query;
      const wish = {
        storeId: store,
        until: until === undefined ? null : instantOf(until, '/until'),
        format,
        accept: accept === 'true',
        dryRun: dryRun === 'true',
      };
      return settle(context, wish, fileIn(request));
    },
  );
}
