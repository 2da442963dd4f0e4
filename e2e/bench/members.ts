import { resolve } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { setUpDemonstration } from '#server/demonstration/set-up.ts';
import { assetRoutes } from '#server/http/asset-routes.ts';
import { createApp } from '#server/http/create-app.ts';
import { loadPages } from '#server/http/pages/load-pages.ts';
import { readConfig } from '#server/start/config.ts';
import { makeContext } from '#server/start/make-context.ts';
import { redemptionRow } from '#server/storage/vouchers/redemptions.ts';
import { joinDirectly } from '#server/tests/kit/join-directly.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { makeId } from '#server/usecases/ground/make-id.ts';
import { issueVoucher } from '#server/usecases/vouchers/issue-voucher.ts';
import { voucherCodeOf } from '#server/usecases/vouchers/name-voucher.ts';

export const reward = 'coffee';
export const storeId = 'main-street';

export const quiet = { info: () => {}, warn: () => {}, error: () => {} };

/** The product over a new data folder (DATA_DIR) with the demonstration's program. */
export async function newProgram(): Promise<{ context: Context; posKey: string }> {
  const context = await makeContext(readConfig(), quiet);
  const posKey = (await setUpDemonstration(context))?.posKey;
  if (!posKey) throw new Error('the data folder was used before');
  return { context, posKey };
}

/** The server's routes in this process, without a network. */
export const appOver = async (context: Context): Promise<FastifyInstance> =>
  createApp(context, {
    pages: await loadPages('dist'),
    assets: (app) => assetRoutes(app, { current: resolve('dist/app'), kept: null }),
    logger: false,
    https: null,
    trustProxy: 0,
  });

/** @returns the id of a member who has just joined, with the welcome gift */
export const newMember = (context: Context): Promise<string> =>
  joinDirectly({ context }, `${makeId(context)}@shop.example`);

/** @returns what the barcode of a fresh voucher carries */
export async function newVoucher(context: Context, memberId: string): Promise<string> {
  const redemptionId = makeId(context);
  await issueVoucher(context, { memberId, id: redemptionId, rewardId: reward, storeId });
  const row = await redemptionRow(context.store.read, memberId, redemptionId);
  if (!row) throw new Error('no voucher was issued');
  return voucherCodeOf(context, row);
}
