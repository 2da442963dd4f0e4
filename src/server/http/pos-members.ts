import type { FastifyInstance } from 'fastify';
import { posApi } from '#contract/paths.ts';
import { PosEnrolMember, PosEnrolment, PosMember, PosRewards } from '#contract/pos-members.ts';
import { FindMember } from '#contract/till-members.ts';
import type { Context } from '#server/context.ts';
import { countingWrongCodes } from '#server/usecases/count-wrong-codes.ts';
import { enrolInto } from '#server/usecases/enrol-member.ts';
import { findMember, findRewards, showMember } from '#server/usecases/find-member.ts';
import { makeId } from '#server/usecases/make-id.ts';
import { once } from './pos-once.ts';
import { idempotent, problems, security } from './pos-openapi.ts';
import type { TillOf } from './pos-till.ts';
import { languageOf } from './visitor.ts';

/** Find a member, see what they can have, make somebody one. */
export function memberOperations(app: FastifyInstance, context: Context, tillOf: TillOf): void {
  app.post<{ Body: FindMember }>(
    posApi.findMember,
    {
      schema: {
        operationId: 'findMember',
        summary: 'Find a member by e-mail, number or what was scanned, without any effect',
        security,
        body: FindMember,
        response: { 200: PosMember, ...problems },
      },
    },
    async (request) => {
      const { storeId, tillId } = tillOf(request);
      const here = { storeId, language: languageOf(request) };
      return countingWrongCodes(context, tillId, () => findMember(context, request.body, here));
    },
  );

  app.get<{ Params: { number: string } }>(
    posApi.rewards,
    {
      schema: {
        operationId: 'listRewards',
        summary: 'What a member can have in this store now',
        security,
        params: { type: 'object', properties: { number: { type: 'string', maxLength: 64 } } },
        response: { 200: PosRewards, ...problems },
      },
    },
    async (request, reply) => {
      const { storeId, tillId } = tillOf(request);
      const here = { storeId, language: languageOf(request) };
      reply.header('cache-control', 'no-store');
      return countingWrongCodes(context, tillId, () =>
        findRewards(context, request.params.number, here),
      );
    },
  );

  app.post<{ Body: PosEnrolMember }>(
    posApi.members,
    {
      schema: {
        operationId: 'enrolMember',
        summary: 'Make a shopper a member',
        security,
        headers: idempotent,
        body: PosEnrolMember,
        response: { 200: PosEnrolment, ...problems },
      },
    },
    async (request, reply) => {
      const till = tillOf(request);
      const language = languageOf(request);
      return once(context, till, request, reply, async (tx) => {
        const { firstName = null, ...rest } = request.body;
        const id = makeId(context);
        const wish = { ...till, ...rest, id, firstName, language, associateId: null };
        const { memberId, joined } = await enrolInto(tx, context, wish);
        const here = { storeId: till.storeId, language };
        return { joined, member: await showMember(context, tx.db, memberId, here) };
      });
    },
  );
}
