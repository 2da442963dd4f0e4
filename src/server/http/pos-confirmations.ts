import type { FastifyInstance } from 'fastify';
import { posApi } from '#contract/paths.ts';
import { PosAskMember, PosConfirmation, PosNothing } from '#contract/pos-members.ts';
import { ConfirmCode, type TillConfirmation } from '#contract/till-members.ts';
import type { Language } from '#i18n/language.ts';
import type { Context } from '#server/context.ts';
import { askInto } from '#server/usecases/ask-confirmation.ts';
import { countingWrongCodes } from '#server/usecases/count-wrong-codes.ts';
import {
  cancelInto,
  confirmInto,
  describeConfirmation,
  judgeCode,
  viewConfirmation,
} from '#server/usecases/follow-confirmation.ts';
import { makeId } from '#server/usecases/make-id.ts';
import { rfc3339, showPosVoucher } from './pos-answers.ts';
import { once } from './pos-once.ts';
import { idempotent, problems, security } from './pos-openapi.ts';
import type { TillOf } from './pos-till.ts';
import { languageOf } from './visitor.ts';

type WithId = { Params: { confirmationId: string } };

const params = {
  type: 'object',
  properties: { confirmationId: { type: 'string', maxLength: 64 } },
} as const;
const answers = { response: { 200: PosConfirmation, ...problems }, security };

/** A reward on a member's behalf: ask them, follow what they say, take the question back. */
export function confirmationOperations(
  app: FastifyInstance,
  context: Context,
  tillOf: TillOf,
): void {
  app.post<{ Body: PosAskMember }>(
    posApi.confirmations,
    {
      schema: {
        operationId: 'askMember',
        summary: 'Ask a member whether they want a reward for their points',
        headers: idempotent,
        body: PosAskMember,
        ...answers,
      },
    },
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

  app.get<WithId>(
    posApi.confirmation,
    {
      schema: {
        operationId: 'viewConfirmation',
        summary: 'What the member has said so far',
        params,
        ...answers,
      },
    },
    async (request, reply) => {
      const here = { ...tillOf(request), language: languageOf(request) };
      reply.header('cache-control', 'no-store');
      const wish = { ...here, id: request.params.confirmationId };
      return inPosWords(context, await viewConfirmation(context, wish), here);
    },
  );

  endings(app, context, tillOf);
}

function endings(app: FastifyInstance, context: Context, tillOf: TillOf): void {
  app.post<WithId & { Body: ConfirmCode }>(
    posApi.confirmationCode,
    {
      schema: {
        operationId: 'confirmByCode',
        summary: 'Say yes by the code that the member read out of the mail',
        headers: idempotent,
        params,
        body: ConfirmCode,
        ...answers,
      },
    },
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
    {
      schema: {
        operationId: 'cancelConfirmation',
        summary: 'Take the question back',
        headers: idempotent,
        params,
        body: PosNothing,
        ...answers,
      },
    },
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
