import type { TillCard, TillConfirmation, TillEnrolment } from '#contract/till-members.ts';
import { sendAnswer } from '#server/http/edge/send-answer.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { askMember } from '#server/usecases/members/ask-confirmation.ts';
import { choosePinAtTill } from '#server/usecases/members/choose-pin-at-till.ts';
import { confirmByPin } from '#server/usecases/members/confirm-by-pin.ts';
import { enrolMember } from '#server/usecases/members/enrol-member.ts';
import { findMember } from '#server/usecases/members/find-member.ts';
import {
  cancelQuestion,
  confirmByCode,
  viewConfirmation,
} from '#server/usecases/members/follow-confirmation.ts';
import { type CardPlace, memberCard } from '#server/usecases/members/member-card.ts';
import { showCheckInCode } from '#server/usecases/occasions/check-in.ts';
import type { ShiftHandlers } from './till-handlers.ts';

/** Members at the till page: the same use-cases as the POS's, with the associate who acts. */
export const associateMembers = (context: Context) =>
  ({
    checkInCodes: {
      post: async (_request, _reply, duty) => showCheckInCode(context, duty),
    },
    findMember: {
      post: async (request, _reply, duty) => findMember(context, request.body, duty),
    },
    memberCard: {
      post: async (request, _reply, duty) => printedCard(context, request.body.memberId, duty),
    },
    memberPin: {
      post: async (request, _reply, duty) => choosePinAtTill(context, duty, request.body),
    },
    enrolMember: {
      post: async (request, reply, duty) => {
        const { firstName = null, ...rest } = request.body;
        const wish = { ...rest, firstName };
        const words = (seen: TillEnrolment): TillEnrolment => seen;
        return sendAnswer(reply, await enrolMember(context, duty, wish, words));
      },
    },
    askMember: {
      post: async (request, reply, duty) => {
        const wish = { ...request.body, receiptNumber: null };
        return sendAnswer(reply, await askMember(context, duty, wish, asSeen));
      },
    },
    confirmation: {
      get: async (request, _reply, duty) =>
        viewConfirmation(context, { ...duty, id: request.params.confirmationId }),
    },
    confirmationCode: {
      post: async (request, reply, duty) => {
        const wish = { ...request.body, id: request.params.confirmationId };
        return sendAnswer(reply, await confirmByCode(context, duty, wish, asSeen));
      },
    },
    confirmationPin: {
      post: async (request, reply, duty) => {
        const wish = { ...request.body, id: request.params.confirmationId };
        return sendAnswer(reply, await confirmByPin(context, duty, wish, asSeen));
      },
    },
    cancelConfirmation: {
      post: async (request, reply, duty) => {
        const id = request.params.confirmationId;
        return sendAnswer(reply, await cancelQuestion(context, duty, id, asSeen));
      },
    },
  }) satisfies Partial<ShiftHandlers>;

/** On a sheet of A4, which every printer has. */
async function printedCard(context: Context, memberId: string, till: CardPlace): Promise<TillCard> {
  const { pdf } = await memberCard(context, memberId, till);
  return { pdf: (await pdf('a4')).toString('base64') };
}

/** The till page shows a question in the words of the use-cases. */
const asSeen = (seen: TillConfirmation): TillConfirmation => seen;
