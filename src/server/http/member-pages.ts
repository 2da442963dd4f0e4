import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { paths, patterns } from '#contract/paths.ts';
import { Refused } from '#domain/refusal.ts';
import type { Context } from '#server/context.ts';
import { viewProfile } from '#server/usecases/profile.ts';
import { notePlacement, type Session } from '#server/usecases/session.ts';
import { viewVoucher } from '#server/usecases/show-voucher.ts';
import { historyLines } from '#server/usecases/view-history.ts';
import { viewLink, viewWaiting } from '#server/usecases/view-sign-in.ts';
import { knownPlacement, storeAt } from '#server/usecases/view-visit.ts';
import { viewWallet } from '#server/usecases/view-wallet.ts';
import { dropCookie, putCookie } from './cookies.ts';
import { type PageContent, type Pages, type Query, writePage } from './page-writer.ts';
import { sendBack, takeNotice } from './reply-with.ts';
import { browserSecretOf, languageOf, placementOf, sessionOf } from './visitor.ts';

/** Who opens a page, and where they stand. */
interface Visitor {
  readonly request: FastifyRequest;
  readonly session: Session | null;
  readonly placement: string | null;
}

type Open<V extends Visitor> = (
  visitor: V,
  params: Record<string, string>,
) => Promise<readonly Query[]>;
type Member = Visitor & { readonly session: Session };

/** The pages of Tillpass, each with what is inlined into its document. */
export function memberPages(app: FastifyInstance, context: Context, pages: Pages): void {
  const wallet = async ({ session, placement, request }: Member): Promise<Query> => ({
    key: ['wallet'],
    data: await viewWallet(context, {
      memberId: session.memberId,
      storeId: await storeAt(context, placement),
      language: languageOf(request),
    }),
  });

  const send = async (request: FastifyRequest, reply: FastifyReply, content: PageContent) =>
    writePage(context, pages, request, reply, { ...content, refusal: takeNotice(request, reply) });

  /** A page for whoever comes; a request to sign in that leads nowhere leads to a new one. */
  const open = (pattern: string, load: Open<Visitor>) =>
    app.get(pattern, async (request, reply) => {
      const session = await sessionOf(context, request);
      const placement = placementOf(request, session);
      try {
        const queries = await load(
          { request, session, placement },
          request.params as Record<string, string>,
        ); // Patterns name strings only.
        return await send(request, reply, { session, placement, queries });
      } catch (error) {
        if (!(error instanceof Refused)) throw error;
        return sendBack(request, reply, error.refusal, paths.signIn);
      }
    });

  /** A page for members; others are asked to sign in first. */
  const guarded = (pattern: string, load: Open<Member>) =>
    app.get(pattern, async (request, reply) => {
      const session = await sessionOf(context, request);
      if (!session) {
        dropCookie(reply, 'session');
        return reply.header('cache-control', 'no-store').redirect(paths.signIn, 303);
      }
      const placement = placementOf(request, session);
      const queries = await load(
        { request, session, placement },
        request.params as Record<string, string>,
      ); // As above.
      return send(request, reply, { session, placement, queries });
    });

  const arrival: Open<Visitor> = async (visitor) =>
    isMember(visitor) ? [await wallet(visitor)] : [];

  open(patterns.home, arrival);
  app.get<{ Params: { placement: string } }>(patterns.poster, async (request, reply) => {
    const session = await sessionOf(context, request);
    const known = await knownPlacement(context, request.params.placement);
    if (known !== null) putCookie(reply, 'poster', known);
    // A poster that is not of this program still opens the door, but to no store.
    const placement = known ?? placementOf(request, session);
    const here = session && known !== null ? { ...session, placement: known } : session;
    if (here && here !== session) await notePlacement(context, here, here.placement ?? '');
    const queries = await arrival({ request, session: here, placement }, {});
    return send(request, reply, { session: here, placement, queries });
  });

  open(patterns.signIn, async () => []);
  open(patterns.waiting, async ({ request, session }, { signInId = '' }) => {
    const browserSecret = browserSecretOf(request);
    const data = await viewWaiting(context, {
      id: signInId,
      browserSecret,
      signedIn: session !== null,
    });
    return [{ key: ['waiting', signInId], data }];
  });
  open(patterns.link, async ({ request }, { token = '' }) => {
    const data = await viewLink(context, { token, browserSecret: browserSecretOf(request) });
    return [{ key: ['link', token], data }];
  });

  guarded(patterns.wallet, async (member) => [await wallet(member)]);
  guarded(patterns.rewards, async (member) => [await wallet(member)]);
  guarded(patterns.reward, async (member) => [await wallet(member)]);
  guarded(patterns.redemption, async ({ session, request }, { redemptionId = '' }) => {
    const wish = { memberId: session.memberId, id: redemptionId, language: languageOf(request) };
    return [{ key: ['voucher', redemptionId], data: await viewVoucher(context, wish) }];
  });
  guarded(patterns.history, async ({ session, request }) => {
    const wish = { memberId: session.memberId, language: languageOf(request) };
    return [{ key: ['history'], data: await historyLines(context, wish) }];
  });
  guarded(patterns.profile, async ({ session }) => [
    { key: ['profile'], data: await viewProfile(context, session) },
  ]);
}

const isMember = (visitor: Visitor): visitor is Member => visitor.session !== null;
