import type { FastifyInstance } from 'fastify';
import { posApi } from '#contract/paths.ts';
import type { PosAskMember, PosConfirmation } from '#contract/pos-members.ts';
import type { ConfirmCode, TillConfirmation } from '#contract/till-members.ts';
import type { Language } from '#i18n/language.ts';
import { languageOf } from '#server/http/edge/visitor.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { makeId } from '#server/usecases/ground/make-id.ts';
import { countingWrongCodes } from '#server/usecases/guesses/count-wrong-codes.ts';
import { askInto } from '#server/usecases/members/ask-confirmation.ts';
import {
  cancelInto,
  confirmInto,
  describeConfirmation,
  judgeCode,
  viewConfirmation,
} from '#server/usecases/members/follow-confirmation.ts';
import { memberSchemas } from './openapi/pos-member-schemas.ts';
import { rfc3339, showPosVoucher } from './pos-answers.ts';
import { once } from './pos-once.ts';
import type { TillOf } from './pos-till.ts';

type WithId = { Params: { confirmationId: string } };

/** A reward on a member's behalf: ask them, follow what they say, take the question back. */
export function confirmationOperations(
  app: FastifyInstance,
  context: Context,
  tillOf: TillOf,
): void {
  app.post<{ Body: PosAskMember }>(
    posApi.confirmations,
    { schema: memberSchemas.ask },
    async (request, reply) => {
      const till = tillOf(request);
      const here = { ...till, language: languageOf(request) };
      return countingWrongCodes(context, till.tillId, () =>
        once(context, till, request, reply, async (tx) => {
          const id = makeId(context);
          const row = await askInto(tx, context, {
            ...till,
            ...request.body,
            id,
            associateId: null,
          });
          return inPosWords(context, await describeConfirmation(context, tx.db, row, here), here);
        }),
      );
    },
  );

  app.get<WithId>(posApi.confirmation, { schema: memberSchemas.read }, async (request, reply) => {
    const here = { ...tillOf(request), language: languageOf(request) };
    reply.header('cache-control', 'no-store');
    const wish = { ...here, id: request.params.confirmationId };
    return inPosWords(context, await viewConfirmation(context, wish), here);
  });

  endings(app, context, tillOf);
}

function endings(app: FastifyInstance, context: Context, tillOf: TillOf): void {
  app.post<WithId & { Body: ConfirmCode }>(
    posApi.confirmationCode,
    { schema: memberSchemas.code },
    async (request, reply) => {
      const till = tillOf(request);
      const here = { ...till, language: languageOf(request) };
      const wish = { tillId: till.tillId, id: request.params.confirmationId };
      await judgeCode(context, { ...wish, ...request.body });
      return once(context, till, request, reply, async (tx) => {
        const row = await confirmInto(tx, context, wish);
        return inPosWords(context, await describeConfirmation(context, tx.db, row, here), here);
      });
    },
  );

  app.post<WithId>(
    posApi.cancelConfirmation,
    { schema: memberSchemas.cancel },
    async (request, reply) => {
      const till = tillOf(request);
      const here = { ...till, language: languageOf(request) };
      const wish = { tillId: till.tillId, id: request.params.confirmationId };
      return once(context, till, request, reply, async (tx) => {
        const row = await cancelInto(tx, context, wish);
        return inPosWords(context, await describeConfirmation(context, tx.db, row, here), here);
      });
    },
  );
}

const inPosWords = async (
  context: Context,
  { id, firstName, askedAt, expiresAt, voucher, ...same }: TillConfirmation,
  { language }: { language: Language },
): Promise<PosConfirmation> => ({
  ...same,
  confirmationId: id,
  member: { firstName },
  askedAt: rfc3339(askedAt),
  expiresAt: rfc3339(expiresAt),
  redemption: voucher && (await showPosVoucher(context, voucher, language)),
});
