import type { FastifyInstance } from 'fastify';
import { posApi } from '#contract/paths.ts';
import type { PosEnrolMember, PosFindMember } from '#contract/pos-members.ts';
import { sendAnswer } from '#server/http/edge/send-answer.ts';
import { languageOf } from '#server/http/edge/visitor.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { makeId } from '#server/usecases/ground/make-id.ts';
import { enrolMember } from '#server/usecases/members/enrol-member.ts';
import { findMember, findRewards } from '#server/usecases/members/find-member.ts';
import { memberSchemas } from './openapi/pos-member-schemas.ts';
import { posRequest } from './pos-once.ts';
import type { TillOf } from './pos-till.ts';

/** Finds a member, shows what they can have, and enrols one. */
export function memberOperations(app: FastifyInstance, context: Context, tillOf: TillOf): void {
  app.post<{ Body: PosFindMember }>(
    posApi.findMember,
    { schema: memberSchemas.find },
    async (request) => {
      const { storeId, tillId } = tillOf(request);
      const here = { storeId, tillId, associateId: null, language: languageOf(request) };
      return findMember(context, request.body, here);
    },
  );

  app.get<{ Params: { number: string } }>(
    posApi.rewards,
    { schema: memberSchemas.rewards },
    async (request, reply) => {
      const { storeId, tillId } = tillOf(request);
      const here = { storeId, tillId, associateId: null, language: languageOf(request) };
      reply.header('cache-control', 'no-store');
      return findRewards(context, request.params.number, here);
    },
  );

  app.post<{ Body: PosEnrolMember }>(
    posApi.members,
    { schema: memberSchemas.enrol },
    async (request, reply) => {
      const { firstName = null, ...rest } = request.body;
      const wish = { ...rest, id: makeId(context), firstName };
      const till = posRequest(request, tillOf(request));
      return sendAnswer(reply, await enrolMember(context, till, wish, (seen) => seen));
    },
  );
}
