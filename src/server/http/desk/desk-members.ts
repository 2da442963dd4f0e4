import { languageOf } from '#server/http/edge/request-context.ts';
import { searchMembers } from '#server/usecases/desk/search-members.ts';
import { adjustAtDesk, apologiseAtDesk } from '#server/usecases/desk/serve-member.ts';
import { viewMember, viewMemberHistory } from '#server/usecases/desk/view-member.ts';
import { readWork } from '#server/usecases/ground/work.ts';
import { endMemberSessions } from '#server/usecases/members/support-member.ts';
import { reinstatePoints } from '#server/usecases/points/reinstate-points.ts';
import { freeze, thawBy } from '#server/usecases/rights/freeze.ts';
import { endPin } from '#server/usecases/rights/member-pin.ts';
import { memberIdKnown } from '#server/usecases/scan/find-named.ts';
import type { DeskHandlers } from './desk-people.ts';

const done = { done: true } as const;

/** Members: found, looked at, and helped. Each act is one of the command line's, in an administrator's name. */
export const deskMembers = {
  members: { post: async ({ body }, _reply, me) => searchMembers(me.context, me, body) },
  member: {
    get: async (request, _reply, me) =>
      viewMember(me.context, me, {
        memberId: request.params.memberId,
        language: languageOf(request),
      }),
  },
  memberHistory: {
    get: async (request, _reply, me) => {
      const { before } = request.query;
      return viewMemberHistory(me.context, me, {
        memberId: request.params.memberId,
        language: languageOf(request),
        ...(before !== undefined && { before: Number(before) }),
      });
    },
  },
  adjust: {
    post: async ({ params, body }, _reply, { context }) =>
      adjustAtDesk(context, params.memberId, body),
  },
  apologise: {
    post: async ({ params, body }, _reply, { context }) =>
      apologiseAtDesk(context, params.memberId, body),
  },
  reinstate: {
    post: async ({ params }, _reply, { context }) => {
      const memberId = await memberIdKnown(await readWork(context), params.memberId);
      const { points, days } = await reinstatePoints(context, memberId);
      return { points, days };
    },
  },
  freezeMember: {
    post: async ({ params }, _reply, { context }) => {
      const memberId = await memberIdKnown(await readWork(context), params.memberId);
      await freeze(context, memberId, 'support');
      return done;
    },
  },
  thawMember: {
    post: async ({ params }, _reply, { context }) => {
      const memberId = await memberIdKnown(await readWork(context), params.memberId);
      await thawBy(context, memberId, 'support');
      return done;
    },
  },
  endMemberSessions: {
    post: async ({ params }, _reply, { context }) => {
      const memberId = await memberIdKnown(await readWork(context), params.memberId);
      await endMemberSessions(context, memberId);
      return done;
    },
  },
  endMemberPin: {
    post: async ({ params }, _reply, { context }) => {
      const memberId = await memberIdKnown(await readWork(context), params.memberId);
      await endPin(context, memberId, 'support');
      return done;
    },
  },
} satisfies Partial<DeskHandlers>;
