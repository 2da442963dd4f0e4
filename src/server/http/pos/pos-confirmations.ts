import type { FastifyInstance } from 'fastify';
import { posApi } from '#contract/paths.ts';
import type { PosAskMember, PosConfirmation } from '#contract/pos-members.ts';
import type { ConfirmCode, TillConfirmation } from '#contract/till-members.ts';
import type { Language } from '#i18n/language.ts';
import { sendAnswer } from '#server/http/edge/send-answer.ts';
import { languageOf } from '#server/http/edge/visitor.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { makeId } from '#server/usecases/ground/make-id.ts';
import { askMember } from '#server/usecases/members/ask-confirmation.ts';
import {
  cancelQuestion,
  confirmByCode,
  viewConfirmation,
} from '#server/usecases/members/follow-confirmation.ts';
import { memberSchemas } from './openapi/pos-member-schemas.ts';
import { rfc3339, showPosVoucher } from './pos-answers.ts';
import { posRequest } from './pos-once.ts';
import type { TillOf } from './pos-till.ts';

type WithId = { Params: { confirmationId: string } };

/** Asks a member about a reward, reads their answer, or takes the question back. */
export function confirmationOperations(
  app: FastifyInstance,
  context: Context,
  tillOf: TillOf,
): void {
  app.post<{ Body: PosAskMember }>(
    posApi.confirmations,
    { schema: memberSchemas.ask },
    async (request, reply) => {
      const till = posRequest(request, tillOf(request));
      const wish = { ...request.body, id: makeId(context) };
      return sendAnswer(reply, await askMember(context, till, wish, inWords(context, till)));
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
      const till = posRequest(request, tillOf(request));
      const wish = { ...request.body, id: request.params.confirmationId };
      return sendAnswer(reply, await confirmByCode(context, till, wish, inWords(context, till)));
    },
  );

  app.post<WithId>(
    posApi.cancelConfirmation,
    { schema: memberSchemas.cancel },
    async (request, reply) => {
      const till = posRequest(request, tillOf(request));
      const id = request.params.confirmationId;
      return sendAnswer(reply, await cancelQuestion(context, till, id, inWords(context, till)));
    },
  );
}

const inWords = (context: Context, here: { language: Language }) => (seen: TillConfirmation) =>
  inPosWords(context, seen, here);

const inPosWords = async (
  context: Context,
  { id, memberId, number, firstName, askedAt, expiresAt, voucher, ...same }: TillConfirmation,
  { language }: { language: Language },
): Promise<PosConfirmation> => ({
  ...same,
  confirmationId: id,
  member: { memberId, number, firstName },
  askedAt: rfc3339(askedAt),
  expiresAt: rfc3339(expiresAt),
  redemption: voucher && (await showPosVoucher(context, voucher, language)),
});
