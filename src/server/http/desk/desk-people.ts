import type { DeskEndpoints } from '#contract/desk/desk-api.ts';
import type { deskApi } from '#contract/desk/desk-paths.ts';
import { mayDo } from '#domain/desk/desk-role.ts';
import { dropCookie } from '#server/http/edge/cookies.ts';
import { browserOf } from '#server/http/edge/request-context.ts';
import type { Handlers } from '#server/http/edge/serve.ts';
import {
  changeRole,
  endAdministrator,
  endAdministratorSessions,
  inviteAdministrator,
  linkForAdministrator,
  listAdministrators,
} from '#server/usecases/desk/administrators.ts';
import { auditShop } from '#server/usecases/desk/audit-shop.ts';
import { endDeskSession, endOwnDeskSessions } from '#server/usecases/desk/desk-session.ts';
import { askForProof, prove } from '#server/usecases/desk/desk-sign-in.ts';
import {
  addOwnPasskey,
  askForPasskey,
  endOwnPasskey,
  viewOwnPasskeys,
} from '#server/usecases/desk/own-passkeys.ts';
import { viewActs } from '#server/usecases/desk/view-acts.ts';
import { viewHome, viewMe } from '#server/usecases/desk/view-home.ts';
import { undoAct } from '#server/usecases/undoing/undo-act.ts';
import type { DeskAsker } from './know-administrators.ts';

export type DeskHandlers = Handlers<typeof deskApi, DeskEndpoints, 'administrator', DeskAsker>;

const done = { done: true } as const;

/** Whoever is signed in: themselves, their passkeys, and the desk's first page. */
export const ownDesk = {
  me: { get: async (_request, _reply, me) => viewMe(me.context, me) },
  home: { get: async (_request, _reply, { context }) => viewHome(context) },
  audit: {
    get: async ({ query }, _reply, { context, role }) => {
      const { margin, liability } = query;
      // Who sees no figures is told of none.
      const asks = liability !== undefined && mayDo(role, 'see-figures');
      return auditShop(context, {
        marginPercent: margin === undefined ? undefined : Number(margin),
        liabilityAtMost: asks ? Number(liability) : null,
      });
    },
  },
  signOut: {
    post: async (_request, reply, me) => {
      await endDeskSession(me.context, me);
      dropCookie(reply, 'desk');
      return done;
    },
  },
  signOutAll: {
    post: async (_request, reply, me) => {
      await endOwnDeskSessions(me.context, me);
      dropCookie(reply, 'desk');
      return done;
    },
  },
  proofOptions: { post: async ({ body }, _reply, me) => askForProof(me.context, me, body) },
  proof: {
    post: async ({ body }, _reply, me) => {
      await prove(me.context, me, body.passkey);
      return done;
    },
  },
  passkeys: { get: async (_request, _reply, me) => viewOwnPasskeys(me.context, me) },
  passkeyOptions: { post: async (_request, _reply, me) => askForPasskey(me.context, me) },
  addPasskey: {
    post: async (request, _reply, me) => {
      const browser = browserOf(request) ?? '';
      await addOwnPasskey(me.context, me, { passkey: request.body.passkey, browser });
      return done;
    },
  },
  endPasskey: {
    post: async ({ params }, _reply, me) => {
      await endOwnPasskey(me.context, me, params.passkeyId);
      return done;
    },
  },
} satisfies Partial<DeskHandlers>;

/** The other administrators, and what all of them did. */
export const deskPeople = {
  administrators: {
    get: async (_request, _reply, me) => ({
      administrators: await listAdministrators(me.context, me),
    }),
    post: async ({ body }, _reply, { context }) => inviteAdministrator(context, body),
  },
  administratorRole: {
    post: async ({ params, body }, _reply, { context }) => {
      await changeRole(context, params.administratorId, body);
      return done;
    },
  },
  administratorLink: {
    post: async ({ params }, _reply, { context }) =>
      linkForAdministrator(context, params.administratorId),
  },
  administratorSessions: {
    post: async ({ params }, _reply, { context }) => {
      await endAdministratorSessions(context, params.administratorId);
      return done;
    },
  },
  administratorEnd: {
    post: async ({ params }, _reply, { context }) => {
      await endAdministrator(context, params.administratorId);
      return done;
    },
  },
  acts: { get: async ({ query }, _reply, me) => viewActs(me.context, me, query.before) },
  undoAct: {
    post: async ({ params }, _reply, { context }) => {
      await undoAct(context, params.actId);
      return done;
    },
  },
} satisfies Partial<DeskHandlers>;
