import type { AdminEndpoints } from '#contract/admin/admin-api.ts';
import type { adminApi } from '#contract/paths.ts';
import { fileIn, wholeFileIn } from '#server/http/edge/file-body.ts';
import { instantOf } from '#server/http/edge/instant.ts';
import { loadWishOf } from '#server/http/edge/load-wish.ts';
import type { Handlers } from '#server/http/edge/serve.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import type { Administrator } from '#server/usecases/pools/admin-key.ts';
import { dryRunLoad } from '#server/usecases/pools/dry-run-load.ts';
import { listPools } from '#server/usecases/pools/list-pools.ts';
import { loadCodes } from '#server/usecases/pools/load-codes.ts';
import { settle } from '#server/usecases/pools/settle.ts';
import { latestUploads, viewUpload } from '#server/usecases/pools/view-upload.ts';
import { withdrawCodes } from '#server/usecases/pools/withdraw-codes.ts';

export type AdminHandlers = Handlers<
  typeof adminApi,
  AdminEndpoints,
  'administrator',
  Administrator
>;

type PoolHandlers = Pick<
  AdminHandlers,
  'pools' | 'codes' | 'uploads' | 'upload' | 'withdraw' | 'settlements'
>;

/** Files of codes, loaded and withdrawn, and files of used codes, settled. */
export const poolFiles = (context: Context): PoolHandlers => ({
  ...codeFiles(context),
  settlements: {
    post: async (request) => {
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
  },
});

const codeFiles = (context: Context): Omit<PoolHandlers, 'settlements'> => ({
  pools: { get: async () => ({ pools: await listPools(context) }) },
  codes: {
    post: async (request) => {
      const wish = loadWishOf(request.params.rewardId, request.query);
      const file = await wholeFileIn(request);
      return request.query.dryRun === 'true'
        ? dryRunLoad(context, wish, file)
        : loadCodes(context, wish, file);
    },
  },
  uploads: {
    get: async ({ query: { limit } }) => ({
      uploads: await latestUploads(context, limit === undefined ? undefined : Number(limit)),
    }),
  },
  upload: { get: async ({ params }) => viewUpload(context, params.uploadId) },
  withdraw: {
    post: async ({ params, query }) =>
      withdrawCodes(context, params.uploadId, { dryRun: query.dryRun === 'true' }),
  },
});
