import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Nothing } from '#contract/member-input.ts';
import { tillApi } from '#contract/paths.ts';
import {
  AskMember,
  ConfirmCode,
  EnrolMember,
  FindMember,
  type TillEnrolment,
} from '#contract/till-members.ts';
import type { Language } from '#i18n/language.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { countingWrongCodes } from '#server/usecases/guesses/count-wrong-codes.ts';
import { askInto } from '#server/usecases/members/ask-confirmation.ts';
import { enrolInto } from '#server/usecases/members/enrol-member.ts';
import { findMember, showMember } from '#server/usecases/members/find-member.ts';
import {
  cancelInto,
  confirmInto,
  describeConfirmation,
  judgeCode,
  viewConfirmation,
} from '#server/usecases/members/follow-confirmation.ts';

/** Who stands at the till, where, and in which language they read. */
export interface Duty {
  readonly tillId: string;
  readonly storeId: string;
  readonly associateId: string;
  readonly language: Language;
}

type WithId = { Params: { confirmationId: string } };

/** Members at the till page: the same use-cases as the POS, with the associate who acts. */
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
      return countingWrongCodes(context, duty.tillId, () =>
        findMember(context, request.body, duty),
      );
    },
  );

  app.post<{ Body: EnrolMember }>(
    tillApi.enrolMember,
    { schema: { body: EnrolMember } },
    async (request): Promise<TillEnrolment> => {
      const duty = await onDuty(request);
      const { firstName = null, ...rest } = request.body;
      const { memberId, joined } = await context.store.transact((tx) =>
        enrolInto(tx, context, { ...duty, ...rest, firstName }),
      );
      return { joined, member: await showMember(context, context.store.read, memberId, duty) };
    },
  );

  app.post<{ Body: AskMember }>(
    tillApi.askMember,
    { schema: { body: AskMember } },
    async (request) => {
      const duty = await onDuty(request);
      const wish = { ...duty, ...request.body, receiptNumber: null };
      const row = await countingWrongCodes(context, duty.tillId, () =>
        context.store.transact((tx) => askInto(tx, context, wish)),
      );
      return describeConfirmation(context, context.store.read, row, duty);
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
    async (request) => {
      const duty = await onDuty(request);
      const wish = { tillId: duty.tillId, id: request.params.confirmationId };
      await judgeCode(context, { ...wish, ...request.body });
      const row = await context.store.transact((tx) => confirmInto(tx, context, wish));
      return describeConfirmation(context, context.store.read, row, duty);
    },
  );

  app.post<WithId>(tillApi.cancelConfirmation, { schema: { body: Nothing } }, async (request) => {
    const duty = await onDuty(request);
    const wish = { tillId: duty.tillId, id: request.params.confirmationId };
    const row = await context.store.transact((tx) => cancelInto(tx, context, wish));
    return describeConfirmation(context, context.store.read, row, duty);
  });
}
