import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { posApi } from '#contract/paths.ts';
import type { PosLook, PosRedeem, PosRelease, PosReserve, PosReverse } from '#contract/pos.ts';
import { reserveMinutes } from '#domain/redemption/reservation.ts';
import { languageOf } from '#server/http/edge/visitor.ts';
import type { Tx } from '#server/storage/db/store.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { countingWrongCodes } from '#server/usecases/guesses/count-wrong-codes.ts';
import { tryPass } from '#server/usecases/passes/try-pass.ts';
import { judgingScan } from '#server/usecases/till/judge-scan.ts';
import {
  describeRedemption,
  lookAgain,
  lookAtVoucher,
} from '#server/usecases/till/look-at-voucher.ts';
import type { PosTill } from '#server/usecases/till/recognise-pos.ts';
import { redeemInto } from '#server/usecases/till/redeem-voucher.ts';
import { releaseInto, reserveInto } from '#server/usecases/till/reserve-voucher.ts';
import { reverseInto } from '#server/usecases/till/reverse-redemption.ts';
import type { Found } from '#server/usecases/vouchers/stand-in.ts';
import { voucherSchemas } from './openapi/pos-voucher-schemas.ts';
import { showPosVoucher } from './pos-answers.ts';
import { isDryRun, once } from './pos-once.ts';
import type { TillOf } from './pos-till.ts';

/** Look at a voucher, hold it, let go of it, redeem it, reverse it. */
export function voucherOperations(app: FastifyInstance, context: Context, tillOf: TillOf): void {
  app.post<{ Body: PosLook }>(posApi.look, { schema: voucherSchemas.look }, async (request) => {
    const till = tillOf(request);
    const wish = { ...till, scanned: request.body.scanned, language: languageOf(request) };
    const seen = await judgingScan(context, wish, () => lookAtVoucher(context, wish));
    return showPosVoucher(context, seen, wish.language);
  });

  /** Does it once, and answers with the voucher as it is then. */
  const change = (
    request: FastifyRequest,
    reply: FastifyReply,
    describe: typeof lookAgain,
    work: (tx: Tx, till: PosTill) => Promise<Found>,
  ): Promise<FastifyReply> => {
    const till = tillOf(request);
    const language = languageOf(request);
    return once(context, till, request, reply, async (tx) => {
      const found = await work(tx, till);
      const seen = await describe(context, tx.db, found, { ...till, language });
      return showPosVoucher(context, seen, language);
    });
  };
  /** The same where a code was sent, which somebody may be guessing. */
  const changeScanned = (
    request: FastifyRequest<{ Body: PosLook }>,
    ...rest: [FastifyReply, typeof lookAgain, (tx: Tx, till: PosTill) => Promise<Found>]
  ) => {
    const wish = { ...tillOf(request), scanned: request.body.scanned };
    const work = async () => {
      await tryPass(context, wish);
      return change(request, ...rest);
    };
    // A rehearsal leaves nothing, on the phone neither.
    return isDryRun(request)
      ? countingWrongCodes(context, wish.tillId, work)
      : judgingScan(context, wish, work);
  };

  app.post<{ Body: PosReserve }>(
    posApi.reserve,
    { schema: voucherSchemas.reserve },
    (request, reply) =>
      changeScanned(request, reply, lookAgain, (tx, till) => {
        const { minutes = reserveMinutes.usual, ...basket } = request.body;
        return reserveInto(tx, context, { ...till, ...basket, minutes });
      }),
  );

  app.post<{ Body: PosRelease }>(
    posApi.release,
    { schema: voucherSchemas.release },
    (request, reply) =>
      changeScanned(request, reply, lookAgain, (tx, till) =>
        releaseInto(tx, context, { ...till, ...request.body }),
      ),
  );

  app.post<{ Body: PosRedeem }>(
    posApi.redemptions,
    { schema: voucherSchemas.redeem },
    (request, reply) =>
      changeScanned(request, reply, describeRedemption, (tx, till) =>
        redeemInto(tx, context, { ...till, ...request.body, associateId: null, entered: null }),
      ),
  );

  app.post<{ Body: PosReverse; Params: { redemptionId: string } }>(
    posApi.reverse,
    { schema: voucherSchemas.reverse },
    (request, reply) =>
      change(request, reply, describeRedemption, (tx, till) =>
        reverseInto(tx, context, {
          ...till,
          ...request.body,
          ...request.params,
          associateId: null,
        }),
      ),
  );
}
