import type { TillEnrolment, TillMember } from '#contract/till-members.ts';
import { languageOf } from '#server/http/edge/request-context.ts';
import { sendAnswer } from '#server/http/edge/send-answer.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { makeId } from '#server/usecases/ground/make-id.ts';
import { rfc3339 } from '#server/usecases/ground/rfc3339.ts';
import { enrolMember } from '#server/usecases/members/enrol-member.ts';
import { findMember, findRewards } from '#server/usecases/members/find-member.ts';
import type { SomePosHandlers } from './pos-handlers.ts';
import { posRequest } from './pos-once.ts';

/** A member in the words of `/pos/v1`. What an associate can tick is for the till page. */
const showPosMember = ({
  pending = [],
  acts: _,
  pinFrom: _pin,
  tier,
  memberships,
  ...member
}: TillMember) => ({
  ...member,
  tier: { ...tier, keep: tier.keep ? { ...tier.keep, until: rfc3339(tier.keep.until) } : null },
  ...(memberships && {
    memberships: memberships.map((one) => ({ ...one, until: rfc3339(one.until) })),
  }),
  pending: pending.map(({ points, availableAt }) => ({
    points,
    availableAt: rfc3339(availableAt),
  })),
});

const showPosEnrolment = ({ joined, member }: TillEnrolment) => ({
  joined,
  member: showPosMember(member),
});

/** Finds a member, shows what they can have, and enrols one. */
export const memberOperations = (context: Context) =>
  ({
    findMember: {
      post: async (request, _reply, { storeId, tillId }) => {
        const here = { storeId, tillId, associateId: null, language: languageOf(request) };
        return showPosMember(await findMember(context, request.body, here));
      },
    },
    rewards: {
      get: async (request, _reply, { storeId, tillId }) => {
        const here = { storeId, tillId, associateId: null, language: languageOf(request) };
        return findRewards(context, request.params.number, here);
      },
    },
    members: {
      post: async (request, reply, here) => {
        const { firstName = null, ...rest } = request.body;
        const wish = { ...rest, id: makeId(context), firstName };
        const till = posRequest(request, here);
        return sendAnswer(reply, await enrolMember(context, till, wish, showPosEnrolment));
      },
    },
  }) satisfies SomePosHandlers;
