import type { PosConfirmation } from '#contract/pos/pos-members.ts';
import type { TillConfirmation } from '#contract/till-members.ts';
import type { Language } from '#i18n/language.ts';
import { languageOf } from '#server/http/edge/request-context.ts';
import { sendAnswer } from '#server/http/edge/send-answer.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { makeId } from '#server/usecases/ground/make-id.ts';
import { rfc3339 } from '#server/usecases/ground/rfc3339.ts';
import { askMember } from '#server/usecases/members/ask-confirmation.ts';
import { confirmByPin } from '#server/usecases/members/confirm-by-pin.ts';
import {
  cancelQuestion,
  confirmByCode,
  viewConfirmation,
} from '#server/usecases/members/follow-confirmation.ts';
import { showPosVoucher } from './pos-answers.ts';
import type { SomePosHandlers } from './pos-handlers.ts';
import { posRequest } from './pos-once.ts';

/** Asks a member about a reward, reads their answer, or takes the question back. */
export const confirmationOperations = (context: Context) =>
  ({
    confirmations: {
      post: async (request, reply, here) => {
        const till = posRequest(request, here);
        const wish = { ...request.body, id: makeId(context) };
        return sendAnswer(reply, await askMember(context, till, wish, inWords(context, till)));
      },
    },
    confirmation: {
      get: async (request, _reply, till) => {
        const here = { ...till, language: languageOf(request) };
        const wish = { ...here, id: request.params.confirmationId };
        return inPosWords(context, await viewConfirmation(context, wish), here);
      },
    },
    confirmationCode: {
      post: async (request, reply, here) => {
        const till = posRequest(request, here);
        const wish = { ...request.body, id: request.params.confirmationId };
        return sendAnswer(reply, await confirmByCode(context, till, wish, inWords(context, till)));
      },
    },
    confirmationPin: {
      post: async (request, reply, here) => {
        const till = posRequest(request, here);
        const wish = { ...request.body, id: request.params.confirmationId };
        return sendAnswer(reply, await confirmByPin(context, till, wish, inWords(context, till)));
      },
    },
    cancelConfirmation: {
      post: async (request, reply, here) => {
        const till = posRequest(request, here);
        const id = request.params.confirmationId;
        return sendAnswer(reply, await cancelQuestion(context, till, id, inWords(context, till)));
      },
    },
  }) satisfies SomePosHandlers;

const inWords = (context: Context, here: { language: Language }) => (seen: TillConfirmation) =>
  inPosWords(context, seen, here);

const inPosWords = async (
  context: Context,
  {
    id,
    memberId,
    number,
    firstName,
    askedAt,
    expiresAt,
    pinFrom,
    voucher,
    ...same
  }: TillConfirmation,
  { language }: { language: Language },
): Promise<PosConfirmation> => ({
  ...same,
  confirmationId: id,
  member: { memberId, number, firstName },
  askedAt: rfc3339(askedAt),
  expiresAt: rfc3339(expiresAt),
  pinFrom: pinFrom === null ? null : rfc3339(pinFrom),
  redemption: voucher && (await showPosVoucher(context, voucher, language)),
});
