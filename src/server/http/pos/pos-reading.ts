import type { FastifyInstance, FastifyRequest } from 'fastify';
import { posApi } from '#contract/paths.ts';
import {
  type PosListQuery,
  type PosPageQuery,
  type PosReturnListQuery,
  pageSize,
} from '#contract/pos-reading.ts';
import { languageOf } from '#server/http/edge/visitor.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { placeAt } from '#server/usecases/ground/page-of.ts';
import { readHistory } from '#server/usecases/members/read-history.ts';
import { listPurchases, readPurchase } from '#server/usecases/purchases/read-purchases.ts';
import { listReturns, readReturn } from '#server/usecases/purchases/read-returns.ts';
import { listRedemptions, readRedemption } from '#server/usecases/till/read-redemptions.ts';
import { readingSchemas } from './openapi/pos-reading-schemas.ts';
import { showPosVoucher } from './pos-answers.ts';
import { limitOf, listWish } from './pos-list-query.ts';
import {
  showHistoryEntry,
  showPurchaseRecord,
  showPurchaseWhole,
  showReturnRecord,
  showReturnWhole,
} from './pos-records.ts';
import type { TillOf } from './pos-till.ts';

/** Reads back what a till did and was answered; nothing here changes anything. */
export function readingOperations(app: FastifyInstance, context: Context, tillOf: TillOf): void {
  const readerOf = (request: FastifyRequest) => ({
    ...tillOf(request),
    language: languageOf(request),
  });
  app.addHook('onSend', async (_request, reply) => {
    reply.header('cache-control', 'no-store');
  });
  readVouchers(app, context, readerOf);
  readGoods(app, context, readerOf);

  app.get<{ Params: { number: string }; Querystring: PosPageQuery }>(
    posApi.history,
    { schema: readingSchemas.history },
    async (request) => {
      const { after, limit } = request.query;
      const { items, next } = await readHistory(context, {
        ...readerOf(request),
        ...request.params,
        ...(after !== undefined && { before: placeAt(after).at }),
        limit: limitOf(limit, pageSize),
      });
      return { entries: items.map(showHistoryEntry), next };
    },
  );
}

type ReaderOf = (request: FastifyRequest) => ReturnType<TillOf> & {
  readonly language: ReturnType<typeof languageOf>;
};

function readVouchers(app: FastifyInstance, context: Context, readerOf: ReaderOf): void {
  app.get<{ Params: { redemptionId: string } }>(
    posApi.redemption,
    { schema: readingSchemas.redemption },
    async (request) => {
      const reader = readerOf(request);
      const seen = await readRedemption(context, request.params.redemptionId, reader);
      return showPosVoucher(context, seen, reader.language);
    },
  );

  app.get<{ Querystring: PosListQuery }>(
    posApi.redemptions,
    { schema: readingSchemas.redemptions },
    async (request) => {
      const reader = readerOf(request);
      const wish = listWish(request.query, reader.storeId);
      const { items, next } = await listRedemptions(context, wish, reader);
      const shown = items.map((seen) => showPosVoucher(context, seen, reader.language));
      return { redemptions: await Promise.all(shown), next };
    },
  );
}

function readGoods(app: FastifyInstance, context: Context, readerOf: ReaderOf): void {
  app.get<{ Params: { purchaseId: string } }>(
    posApi.purchase,
    { schema: readingSchemas.purchase },
    async (request) =>
      showPurchaseWhole(await readPurchase(context, request.params.purchaseId, readerOf(request))),
  );

  app.get<{ Querystring: PosListQuery }>(
    posApi.purchases,
    { schema: readingSchemas.purchases },
    async (request) => {
      const wish = listWish(request.query, readerOf(request).storeId);
      const { items, next } = await listPurchases(context, wish);
      return { purchases: items.map(showPurchaseRecord), next };
    },
  );

  app.get<{ Params: { returnId: string } }>(
    posApi.return,
    { schema: readingSchemas.return },
    async (request) => {
      const reader = readerOf(request);
      const whole = await readReturn(context, request.params.returnId, reader);
      return showReturnWhole(context, whole, reader.language);
    },
  );

  app.get<{ Querystring: PosReturnListQuery }>(
    posApi.returns,
    { schema: readingSchemas.returns },
    async (request) => {
      const { state, ...query } = request.query;
      const reader = readerOf(request);
      const wish = { ...listWish(query, reader.storeId), ...(state && { state }) };
      const { items, next } = await listReturns(context, wish);
      const shown = items.map((row) => showReturnRecord(context, row, reader.language));
      return { returns: await Promise.all(shown), next };
    },
  );
}
