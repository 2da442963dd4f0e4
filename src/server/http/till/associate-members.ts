import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Nothing } from '#contract/member-input.ts';
import { tillApi } from '#contract/paths.ts';
import {
  AskMember,
  ConfirmCode,
  EnrolMember,
  FindMember,
  type TillConfirmation,
  type TillEnrolment,
} from '#contract/till-members.ts';
import { sendAnswer } from '#server/http/edge/send-answer.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { askMember } from '#server/usecases/members/ask-confirmation.ts';
import { enrolMember } from '#server/usecases/members/enrol-member.ts';
import { findMember } from '#server/usecases/members/find-member.ts';
import {
  cancelQuestion,
  confirmByCode,
  viewConfirmation,
} from '#server/usecases/members/follow-confirmation.ts';
import type { TillRequest } from '#server/usecases/till/act-at-till.ts';

/** Who is at the till, where, and in which language they read. */
export type Duty = TillRequest & { readonly associateId: string; readonly once: null };

type WithId = { Params: { confirmationId: string } };

/** Members at the till page: the same use-cases as the POS's, with the associate who acts. */
export function associateMembers(
  app: FastifyInstance,
  context: Context,
  onDuty: (request: FastifyRequest) => Promise<Duty>,
): void {
  app.post<{ Body: FindMember }>(
    tillApi.findMember,
    { schema: { body: FindMember } },
    async (request) => {
      const duty = await onDuty(request);
      return findMember(context, request.body, duty);
    },
  );

  app.post<{ Body: EnrolMember }>(
    tillApi.enrolMember,
    { schema: { body: EnrolMember } },
    async (request, reply) => {
      const duty = await onDuty(request);
      const { firstName = null, ...rest } = request.body;
      const wish = { ...rest, firstName };
      const words = (seen: TillEnrolment): TillEnrolment => seen;
      return sendAnswer(reply, await enrolMember(context, duty, wish, words));
    },
  );

  app.post<{ Body: AskMember }>(
    tillApi.askMember,
    { schema: { body: AskMember } },
    async (request, reply) => {
      const wish = { ...request.body, receiptNumber: null };
      return sendAnswer(reply, await askMember(context, await onDuty(request), wish, asSeen));
    },
  );

  followingConfirmations(app, context, onDuty);
}

function followingConfirmations(
  app: FastifyInstance,
  context: Context,
  onDuty: (request: FastifyRequest) => Promise<Duty>,
): void {
  app.get<WithId>(tillApi.confirmation, async (request, reply) => {
    const duty = await onDuty(request);
    reply.header('cache-control', 'no-store');
    return viewConfirmation(context, { ...duty, id: request.params.confirmationId });
  });

  app.post<WithId & { Body: ConfirmCode }>(
    tillApi.confirmationCode,
    { schema: { body: ConfirmCode } },
    async (request, reply) => {
      const duty = await onDuty(request);
      const wish = { ...request.body, id: request.params.confirmationId };
      return sendAnswer(reply, await confirmByCode(context, duty, wish, asSeen));
    },
  );

  app.post<WithId>(
    tillApi.cancelConfirmation,
    { schema: { body: Nothing } },
    async (request, reply) => {
      const duty = await onDuty(request);
      const id = request.params.confirmationId;
      return sendAnswer(reply, await cancelQuestion(context, duty, id, asSeen));
    },
  );
}

/** The till page shows a question in the words of the use-cases. */
const asSeen = (seen: TillConfirmation): TillConfirmation => seen;
