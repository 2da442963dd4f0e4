import { createHash } from 'node:crypto';
import swagger from '@fastify/swagger';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { posApi } from '#contract/paths.ts';
import {
  PosLook,
  PosProblem,
  PosPurchase,
  PosPurchaseAnswer,
  PosRedeem,
  PosReverse,
  PosVoucher,
} from '#contract/pos.ts';
import { Refused } from '#domain/refusal.ts';
import type { Context } from '#server/context.ts';
import type { Tx } from '#server/storage/store.ts';
import { type Answer, answerOnce } from '#server/usecases/answer-once.ts';
import { countingWrongCodes } from '#server/usecases/count-wrong-codes.ts';
import { describeRedemption, lookAtVoucher } from '#server/usecases/look-at-voucher.ts';
import { type PosTill, recognisePos } from '#server/usecases/recognise-pos.ts';
import { redeemInto } from '#server/usecases/redeem-voucher.ts';
import { purchaseInto } from '#server/usecases/report-purchase.ts';
import { reverseInto } from '#server/usecases/reverse-redemption.ts';
import { showPosPurchase, showPosVoucher } from './pos-answers.ts';
import { languageOf } from './visitor.ts';

/** What every operation may answer besides its success. */
const problems = { '4xx': PosProblem, '5xx': PosProblem } as const;
const security = [{ till: [] }];

const idempotent = {
  type: 'object',
  properties: {
    'idempotency-key': {
      type: 'string',
      minLength: 1,
      maxLength: 255,
      description: 'draft-ietf-httpapi-idempotency-key-header; kept for 30 days.',
    },
  },
} as const;

/** `/pos/v1`: the till's own program asks, with a bearer key. */
export async function posRoutes(app: FastifyInstance, context: Context): Promise<void> {
  // A scope of its own, so that the description holds these operations and no other route.
  await app.register(async (pos) => {
    await describeItself(pos, context);
    await pos.register(async (tills) => {
      const tillOf = knowTills(tills, context);
      voucherOperations(tills, context, tillOf);
      purchaseOperations(tills, context, tillOf);
    });
  });
}

type TillOf = (request: FastifyRequest) => PosTill;

/** The key comes first: who has none learns nothing of what a right request looks like. */
function knowTills(app: FastifyInstance, context: Context): TillOf {
  const known = new WeakMap<FastifyRequest, PosTill>();
  app.addHook('onRequest', async (request) => {
    known.set(request, await recognisePos(context, request.headers.authorization));
  });
  return (request) => {
    const till = known.get(request);
    if (!till) throw new Error('no request gets past the hook without a till');
    return till;
  };
}

/** OpenAPI, made of the very schemas that check and type the requests. */
async function describeItself(app: FastifyInstance, context: Context): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Tillpass for tills',
        version: '1.0.0',
        description: 'Look at a voucher, redeem it, reverse it, report a purchase.',
        license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      },
      servers: [{ url: context.publicUrl }],
      components: { securitySchemes: { till: { type: 'http', scheme: 'bearer' } } },
    },
  });
  app.get(posApi.openapi, { schema: { hide: true } }, async () => app.swagger());
}

function voucherOperations(app: FastifyInstance, context: Context, tillOf: TillOf): void {
  const voucherSchema = (operationId: string, summary: string, body: object) => ({
    operationId,
    summary,
    security,
    body,
    response: { 200: PosVoucher, ...problems },
  });

  app.post<{ Body: PosLook }>(
    posApi.look,
    { schema: voucherSchema('lookAtVoucher', 'Look at a voucher, without any effect', PosLook) },
    async (request) => {
      const till = tillOf(request);
      const wish = { ...till, scanned: request.body.scanned, language: languageOf(request) };
      const seen = await countingWrongCodes(context, till.tillId, () =>
        lookAtVoucher(context, wish),
      );
      return showPosVoucher(context, seen, wish.language);
    },
  );

  app.post<{ Body: PosRedeem }>(
    posApi.redemptions,
    {
      schema: {
        ...voucherSchema('redeemVoucher', 'Redeem a voucher', PosRedeem),
        headers: idempotent,
      },
    },
    async (request, reply) => {
      const till = tillOf(request);
      const language = languageOf(request);
      return countingWrongCodes(context, till.tillId, () =>
        once(context, till, request, reply, async (tx) => {
          const wish = { ...till, ...request.body, associateId: null, entered: null };
          const found = await redeemInto(tx, context, wish);
          const seen = await describeRedemption(context, tx.db, found, { ...till, language });
          return showPosVoucher(context, seen, language);
        }),
      );
    },
  );

  app.post<{ Body: PosReverse; Params: { redemptionId: string } }>(
    posApi.reverse,
    {
      schema: {
        ...voucherSchema('reverseRedemption', 'Undo a redemption', PosReverse),
        headers: idempotent,
        params: { type: 'object', properties: { redemptionId: { type: 'string', maxLength: 64 } } },
      },
    },
    async (request, reply) => {
      const till = tillOf(request);
      const language = languageOf(request);
      return once(context, till, request, reply, async (tx) => {
        const wish = { ...till, ...request.body, redemptionId: request.params.redemptionId };
        const found = await reverseInto(tx, context, wish);
        const seen = await describeRedemption(context, tx.db, found, { ...till, language });
        return showPosVoucher(context, seen, language);
      });
    },
  );
}

function purchaseOperations(app: FastifyInstance, context: Context, tillOf: TillOf): void {
  app.post<{ Body: PosPurchase }>(
    posApi.purchases,
    {
      schema: {
        operationId: 'reportPurchase',
        summary: 'Report a purchase, which earns points',
        security,
        headers: idempotent,
        body: PosPurchase,
        response: { 200: PosPurchaseAnswer, ...problems },
      },
    },
    async (request, reply) => {
      const till = tillOf(request);
      const { total, ...rest } = request.body;
      const wish = { ...till, ...rest, spent: total, soldAt: instantOf(rest.soldAt) };
      return countingWrongCodes(context, till.tillId, () =>
        once(context, till, request, reply, async (tx) =>
          showPosPurchase(await purchaseInto(tx, context, wish)),
        ),
      );
    },
  );
}

/** A leap second is right by the format, and no instant that anything here can count. */
function instantOf(soldAt: string): number {
  const at = Date.parse(soldAt);
  if (!Number.isNaN(at)) return at;
  throw new Refused({ key: 'request-invalid', pointer: '/soldAt', detail: 'no such instant' });
}

/** Runs work under the caller's `Idempotency-Key` and sends exactly what was kept. */
async function once(
  context: Context,
  till: PosTill,
  request: FastifyRequest,
  reply: FastifyReply,
  work: (tx: Tx) => Promise<unknown>,
): Promise<FastifyReply> {
  const wish = { tillId: till.tillId, key: keyOf(request), fingerprint: fingerprintOf(request) };
  const answer = await answerOnce(context, wish, async (tx): Promise<Answer> => {
    return { status: 200, body: JSON.stringify(await work(tx)) };
  });
  reply
    .header('content-type', 'application/json; charset=utf-8')
    .header('cache-control', 'no-store');
  // Kept as text, so that a retry gets the very same bytes: no serialiser in between.
  return reply
    .code(answer.status)
    .serializer((text) => String(text))
    .send(answer.body);
}

function keyOf(request: FastifyRequest): string | null {
  const key = request.headers['idempotency-key'];
  if (key === undefined) return null;
  const one = Array.isArray(key) ? (key[0] ?? '') : key;
  if (/^[\x21-\x7e]{1,255}$/.test(one)) return one;
  const pointer = '/headers/idempotency-key';
  throw new Refused({ key: 'request-invalid', pointer, detail: '1 to 255 visible characters' });
}

const fingerprintOf = (request: FastifyRequest): string =>
  createHash('sha256')
    .update(`${request.method} ${request.url}\n${JSON.stringify(request.body)}`)
    .digest('base64url');
