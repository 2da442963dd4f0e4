import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { QueryData } from '#contract/page.ts';
import { pages } from '#contract/pages.ts';
import { invitationPages, invitedTo, paths, posterTyped } from '#contract/paths.ts';
import { readInvitationCode } from '#domain/people/invitation.ts';
import { type Refusal, Refused } from '#domain/refusal.ts';
import { dropCookie, putCookie } from '#server/http/edge/cookies.ts';
import { leadToSignIn, sendRefused, takeNotice } from '#server/http/edge/reply-with.ts';
import { placementOf, sessionOf } from '#server/http/edge/request-context.ts';
import { memberOnlyPages, openPages } from '#server/http/pages/page-loads.ts';
import { type PageContent, type Pages, writePage } from '#server/http/pages/page-writer.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { notePlacement } from '#server/usecases/sign-in/session.ts';
import { knownPlacement } from '#server/usecases/wallet/view-visit.ts';

const noCookies: Refusal = { key: 'no-cookies' };

/** Tells a browser without cookies by its address, because a notice would need a cookie. */
const noCookiesPage = `${paths.signIn}?no-cookies`;

/** The routes that answer with a whole document. */
export function memberPages(app: FastifyInstance, context: Context, builds: Pages): void {
  const send = async (request: FastifyRequest, reply: FastifyReply, content: PageContent) =>
    writePage(context, builds, request, reply, {
      ...content,
      notice:
        request.url === noCookiesPage
          ? { refusal: noCookies, form: null }
          : takeNotice(context, request, reply),
    });

  const { poster, ...open } = openPages(context);
  for (const [name, load] of entriesOf(open)) {
    app.get(pages[name].pattern, async (request, reply) => {
      const session = await sessionOf(context, request);
      // The member is signed in already, and goes to the wallet.
      if (session && name === 'signIn')
        return reply.header('cache-control', 'no-store').redirect(paths.wallet, 303);
      const placement = placementOf(request, session);
      try {
        const queries = await load({ request, session, placement }, paramsOf(request));
        // The member is signed in on this device already, so the page that was handed over opens at once.
        const opens = openedBy(queries);
        if (opens !== null) return reply.header('cache-control', 'no-store').redirect(opens, 303);
        return await send(request, reply, { session, placement, queries });
      } catch (error) {
        if (!(error instanceof Refused)) throw error;
        // A sign-in request that can't be used leads to a new one. A browser without cookies is told by the address.
        return error.refusal.key === noCookies.key
          ? reply.header('cache-control', 'no-store').redirect(noCookiesPage, 303)
          : sendRefused(context, reply, {
              notice: { refusal: error.refusal, form: null },
              page: paths.signIn,
            });
      }
    });
  }

  for (const [name, load] of entriesOf(memberOnlyPages(context))) {
    app.get(pages[name].pattern, async (request, reply) => {
      const session = await sessionOf(context, request);
      if (!session) return leadToSignIn(context, request, reply);
      const placement = placementOf(request, session);
      const queries = await load({ request, session, placement }, paramsOf(request));
      return send(request, reply, { session, placement, queries });
    });
  }

  for (const form of invitationPages) {
    app.get(form, (request, reply) => {
      const code = readInvitationCode(paramsOf(request).code ?? '');
      if (code !== null) putCookie(reply, 'invitation', code);
      // The address says it too, so that a browser without cookies shows the page.
      const page = code === null ? paths.home : invitedTo(code);
      return reply.header('cache-control', 'no-store').redirect(page, 303);
    });
  }

  for (const form of [pages.poster.pattern, posterTyped]) {
    app.get(form, async (request, reply) => {
      const session = await sessionOf(context, request);
      const params = paramsOf(request);
      const known = await knownPlacement(context, params.placement ?? '');
      // A poster of no store of this program still opens the page, but no store is known.
      if (known === null) dropCookie(reply, 'poster');
      else putCookie(reply, 'poster', known);
      if (session && known !== null) await notePlacement(context, session, known);
      const queries = await poster({ request, session, placement: known }, params);
      return send(request, reply, { session, placement: known, queries });
    });
  }
}

function openedBy(queries: PageContent['queries']): string | null {
  const handed = queries.find(({ key }) => key[0] === 'handed');
  // The contract pairs the name with its data.
  return (handed?.data as QueryData['handed'] | undefined)?.opens ?? null;
}

/** An object's entries with the types of its keys, which TypeScript loses. */
const entriesOf = <T extends object>(all: T) => Object.entries(all) as [keyof T, T[keyof T]][];

/** The parameters of the path, which are text. */
const paramsOf = (request: FastifyRequest) => request.params as Readonly<Record<string, string>>;
