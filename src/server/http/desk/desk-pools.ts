import { wholeFileIn } from '#server/http/edge/file-body.ts';
import { loadWishOf } from '#server/http/edge/load-wish.ts';
import { languageOf } from '#server/http/edge/request-context.ts';
import { settleAtDesk } from '#server/usecases/operations/settle-at-desk.ts';
import { viewPools } from '#server/usecases/operations/view-pools.ts';
import { wholeAct } from '#server/usecases/operations/whole-act.ts';
import { dryRunLoad } from '#server/usecases/pools/dry-run-load.ts';
import { loadCodes } from '#server/usecases/pools/load-codes.ts';
import { viewUpload } from '#server/usecases/pools/view-upload.ts';
import { withdrawCodes } from '#server/usecases/pools/withdraw-codes.ts';
import type { DeskHandlers } from './desk-people.ts';

/** Codes of pools. A file is the body, looked at first and counted by a second request. */
export const deskPools = {
  pools: {
    get: async (request, _reply, { context }) => viewPools(context, languageOf(request)),
  },
  poolCodes: {
    post: async (request, _reply, { context }) => {
      const wish = loadWishOf(request.params.rewardId, request.query);
      const file = await wholeFileIn(request);
      if (request.query.dryRun === 'true') return dryRunLoad(context, wish, file);
      return wholeAct(context, (whole) => loadCodes(whole, wish, file));
    },
  },
  poolUpload: {
    get: async ({ params }, _reply, { context }) => viewUpload(context, params.uploadId),
  },
  poolWithdraw: {
    post: async ({ params, body }, _reply, { context }) =>
      wholeAct(context, (whole) => withdrawCodes(whole, params.uploadId, body)),
  },
  poolSettle: {
    post: async (request, _reply, { context }) => {
      const file = await wholeFileIn(request);
      return settleAtDesk(context, request.params.storeId, request.query, file);
    },
  },
} satisfies Partial<DeskHandlers>;
