import type { FastifyRequest } from 'fastify';
import { pageSize } from '#contract/pos/pos-reading.ts';
import { languageOf } from '#server/http/edge/request-context.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { placeAt } from '#server/usecases/ground/page-of.ts';
import { readHistory } from '#server/usecases/members/read-history.ts';
import { listPurchases, readPurchase } from '#server/usecases/purchases/read-purchases.ts';
import { listReturns, readReturn } from '#server/usecases/purchases/read-returns.ts';
import { listRedemptions, readRedemption } from '#server/usecases/till/read-redemptions.ts';
import type { PosTill } from '#server/usecases/till/recognise-pos.ts';
import { showPosVoucher } from './pos-answers.ts';
import type { SomePosHandlers } from './pos-handlers.ts';
import { limitOf, listWish } from './pos-list-query.ts';
import {
  showHistoryEntry,
  showPurchaseRecord,
  showPurchaseWhole,
  showReturnRecord,
  showReturnWhole,
} from './pos-records.ts';

/** Reads back what a till did and was answered; nothing here changes anything. */
export const readingOperations = (context: Context) =>
  ({
    ...readVouchers(context),
    ...readGoods(context),
    history: {
      get: async (request, _reply, till) => {
        const { after, limit } = request.query;
        const { items, next } = await readHistory(context, {
          ...readerOf(request, till),
          ...request.params,
          ...(after !== undefined && { before: placeAt(after).at }),
          limit: limitOf(limit, pageSize),
        });
        return { entries: items.map(showHistoryEntry), next };
      },
    },
  }) satisfies SomePosHandlers;

const readerOf = (request: FastifyRequest, till: PosTill) => ({
  ...till,
  language: languageOf(request),
});

const readVouchers = (context: Context) =>
  ({
    redemption: {
      get: async (request, _reply, till) => {
        const reader = readerOf(request, till);
        const seen = await readRedemption(context, request.params.redemptionId, reader);
        return showPosVoucher(context, seen, reader.language);
      },
    },
    redemptions: {
      get: async (request, _reply, till) => {
        const reader = readerOf(request, till);
        const wish = listWish(request.query, reader.storeId);
        const { items, next } = await listRedemptions(context, wish, reader);
        const shown = items.map((seen) => showPosVoucher(context, seen, reader.language));
        return { redemptions: await Promise.all(shown), next };
      },
    },
  }) satisfies SomePosHandlers;

const readGoods = (context: Context) =>
  ({
    purchase: {
      get: async (request, _reply, till) => {
        const reader = readerOf(request, till);
        return showPurchaseWhole(await readPurchase(context, request.params.purchaseId, reader));
      },
    },
    purchases: {
      get: async (request, _reply, { storeId }) => {
        const wish = listWish(request.query, storeId);
        const { items, next } = await listPurchases(context, wish);
        return { purchases: items.map(showPurchaseRecord), next };
      },
    },
    return: {
      get: async (request, _reply, till) => {
        const reader = readerOf(request, till);
        const whole = await readReturn(context, request.params.returnId, reader);
        return showReturnWhole(context, whole, reader.language);
      },
    },
    returns: {
      get: async (request, _reply, till) => {
        const { state, ...query } = request.query;
        const reader = readerOf(request, till);
        const wish = { ...listWish(query, reader.storeId), ...(state && { state }) };
        const { items, next } = await listReturns(context, wish);
        const shown = items.map((row) => showReturnRecord(context, row, reader.language));
        return { returns: await Promise.all(shown), next };
      },
    },
  }) satisfies SomePosHandlers;
