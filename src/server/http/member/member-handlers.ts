import type { AskEndpoints, MemberEndpoints } from '#contract/member-api.ts';
import type { askApi, memberApi } from '#contract/paths.ts';
import type { Handlers } from '#server/http/edge/serve.ts';
import type { Session } from '#server/usecases/sign-in/session.ts';

type Api = typeof memberApi;

/** The handlers for anyone. */
export type OpenHandlers = Handlers<Api, MemberEndpoints, 'anyone', null>;

/** The handlers for a member, who is known by the session. */
export type MemberHandlers = Handlers<Api, MemberEndpoints, 'member', Session>;

/** The handlers for a member's answer to a till. */
export type AskHandlers = Handlers<typeof askApi, AskEndpoints, 'member', Session>;
