import type { FastifyReply, FastifyRequest } from 'fastify';
import { paths } from '#contract/paths.ts';
import { Refused } from '#domain/refusal.ts';
import { readBirthday } from '#domain/values/birthday.ts';
import { noteDone, replyWith } from '#server/http/edge/reply-with.ts';
import { languageOf } from '#server/http/edge/request-context.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { leaveMembership } from '#server/usecases/memberships/leave-membership.ts';
import { changeBirthday } from '#server/usecases/occasions/change-birthday.ts';
import { changeFirstName } from '#server/usecases/occasions/change-name.ts';
import {
  confirmNewsletter,
  refuseNewsletter,
  wantNewsletter,
} from '#server/usecases/occasions/newsletter.ts';
import { endOtherSessions, endSession, type Session } from '#server/usecases/sign-in/session.ts';
import { viewProfile } from '#server/usecases/wallet/view-profile.ts';
import type { MemberHandlers } from './member-handlers.ts';

/** The handlers of a member's profile and devices. */
export function memberProfile(context: Context) {
  const show = async (request: FastifyRequest, reply: FastifyReply, session: Session) =>
    replyWith(request, reply, {
      page: paths.profile,
      data: await viewProfile(context, session, languageOf(request)),
    });
  const saidBy = (request: FastifyRequest, { memberId, placement: place }: Session) => ({
    memberId,
    place,
    language: languageOf(request),
  });
  return {
    profile: {
      get: show,
      post: async (request, reply, session) => {
        const { firstName } = request.body;
        const language = languageOf(request);
        await changeFirstName(context, session, { firstName, language });
        noteDone(context, request, reply, 'saved');
        return show(request, reply, session);
      },
    },
    birthday: {
      post: async (request, reply, session) => {
        const { month, day } = request.body;
        const birthday = month === '' ? null : readBirthday(month, day);
        if (month !== '' && !birthday) throw new Refused({ key: 'birthday-invalid' });
        const language = languageOf(request);
        await changeBirthday(context, session, { birthday, language });
        noteDone(context, request, reply, 'saved');
        return show(request, reply, session);
      },
    },
    newsletter: {
      post: async (request, reply, session) => {
        const change = request.body.wanted === 'yes' ? wantNewsletter : refuseNewsletter;
        await change(context, saidBy(request, session));
        noteDone(context, request, reply, 'saved');
        return show(request, reply, session);
      },
    },
    newsletterCode: {
      post: async (request, reply, session) => {
        await confirmNewsletter(context, saidBy(request, session), request.body.code);
        noteDone(context, request, reply, 'saved');
        return show(request, reply, session);
      },
    },
    membership: {
      post: async (request, reply, session) => {
        const { tierId, leaves } = request.body;
        const { memberId } = session;
        await leaveMembership(context, { memberId, tierId, leaves: leaves === 'yes' });
        noteDone(context, request, reply, 'saved');
        return show(request, reply, session);
      },
    },
    revokeDevice: {
      post: async (request, reply, session) => {
        await endSession(context, { memberId: session.memberId, id: request.params.sessionId });
        noteDone(context, request, reply, 'signed-out-there');
        return show(request, reply, session);
      },
    },
    revokeOthers: {
      post: async (request, reply, session) => {
        await endOtherSessions(context, session);
        noteDone(context, request, reply, 'signed-out-there');
        return show(request, reply, session);
      },
    },
  } satisfies Partial<MemberHandlers>;
}
