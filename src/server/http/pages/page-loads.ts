import type { FastifyRequest } from 'fastify';
import type { QueryData } from '#contract/page.ts';
import type { PageName, PagesFor, pages } from '#contract/pages.ts';
import { browserSecretOf, languageOf } from '#server/http/edge/request-context.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { viewHeld } from '#server/usecases/rights/view-held.ts';
import { viewHandedPage } from '#server/usecases/sign-in/claim-hand-over.ts';
import type { Session } from '#server/usecases/sign-in/session.ts';
import { viewLink, viewWaiting } from '#server/usecases/sign-in/view-sign-in.ts';
import { viewVoucher } from '#server/usecases/vouchers/show-voucher.ts';
import { viewEarning } from '#server/usecases/wallet/view-earning.ts';
import { viewHistory } from '#server/usecases/wallet/view-history.ts';
import { viewLadder } from '#server/usecases/wallet/view-ladder.ts';
import { viewProfile } from '#server/usecases/wallet/view-profile.ts';
import { storeAt } from '#server/usecases/wallet/view-visit.ts';
import { viewWallet } from '#server/usecases/wallet/view-wallet.ts';

/** Who opens a page, and where they are. */
export interface Visitor {
  readonly request: FastifyRequest;
  readonly session: Session | null;
  readonly placement: string | null;
}

export type Member = Visitor & { readonly session: Session };

/** Loads the data that comes with a page's document, under the names in the table of pages. */
type Load<N extends PageName, V> = (
  visitor: V,
  params: Readonly<Record<string, string>>,
) => Promise<readonly Brought<(typeof pages)[N]['data']>[]>;

type Brought<D> = D extends keyof QueryData
  ? { readonly key: readonly [D, ...string[]]; readonly data: QueryData[D] }
  : never;

/** Pages for everybody. */
export const openPages = (
  context: Context,
): { readonly [N in PagesFor<'anyone'>]: Load<N, Visitor> } => ({
  home: (visitor) => loadArrival(context, visitor),
  poster: (visitor) => loadArrival(context, visitor),
  signIn: async () => [],
  waiting: async ({ request, session }, { signInId: id = '' }) => {
    const browserSecret = browserSecretOf(request);
    const memberId = session?.memberId ?? null;
    const data = await viewWaiting(context, { id, browserSecret, memberId });
    return [{ key: ['waiting', id], data }];
  },
  link: async ({ request }, { token = '' }) => {
    const data = await viewLink(context, { token, browserSecret: browserSecretOf(request) });
    return [{ key: ['link', token], data }];
  },
  handOver: async ({ session }, { token = '' }) => {
    const data = await viewHandedPage(context, { token, memberId: session?.memberId ?? null });
    return [{ key: ['handed', token], data }];
  },
});

/** Pages for members; others are led to the sign-in first. */
export const memberOnlyPages = (
  context: Context,
): { readonly [N in PagesFor<'member'>]: Load<N, Member> } => ({
  wallet: (member) => loadWallet(context, member, isVisit(member)),
  scan: (member) => loadWallet(context, member),
  rewards: (member) => loadWallet(context, member),
  reward: (member) => loadWallet(context, member),
  redemption: async ({ session: { memberId }, request }, { redemptionId: id = '' }) => {
    const data = await viewVoucher(context, { memberId, id, language: languageOf(request) });
    return [{ key: ['voucher', id], data }];
  },
  history: async ({ session: { memberId }, request }) => {
    // Without scripts, "show more" is a link with `before` in it.
    const { before } = request.query as { before?: unknown }; // Anything may be in the address.
    const from = typeof before === 'string' && /^[1-9]\d{0,14}$/.test(before) ? Number(before) : 0;
    const language = languageOf(request);
    const wish = { memberId, language, ...(from > 0 && { before: from }) };
    return [{ key: ['history'], data: await viewHistory(context, wish) }];
  },
  earning: async ({ session, request, placement }) => {
    const storeId = await storeAt(context, placement);
    const wish = { memberId: session.memberId, storeId, language: languageOf(request) };
    return [{ key: ['earning'], data: await viewEarning(context, wish) }];
  },
  ladder: async ({ session: { memberId }, request }) => [
    {
      key: ['ladder'],
      data: await viewLadder(context, { memberId, language: languageOf(request) }),
    },
  ],
  held: async ({ session, request }) => [
    { key: ['held'], data: await viewHeld(context, session, languageOf(request)) },
  ],
  profile: async ({ session, request }) => [
    { key: ['profile'], data: await viewProfile(context, session, languageOf(request)) },
  ],
});

/** A poster opens the wallet for a member, and the sign-in form for everybody else. */
const loadArrival = async (
  context: Context,
  visitor: Visitor,
): Promise<readonly Brought<'wallet'>[]> =>
  visitor.session
    ? loadWallet(context, { ...visitor, session: visitor.session }, isVisit(visitor))
    : [];

/** Whether somebody looks: a worker that only keeps the page is no visit. Browsers that don't say it have no worker. */
const isVisit = ({ request }: Visitor): boolean =>
  (request.headers['sec-fetch-dest'] ?? 'document') === 'document';

/** @param shown whether the page tells of expiring points */
async function loadWallet(
  context: Context,
  member: Member,
  shown = false,
): Promise<readonly Brought<'wallet'>[]> {
  const data = await viewWallet(context, {
    memberId: member.session.memberId,
    storeId: await storeAt(context, member.placement),
    language: languageOf(member.request),
    shown,
  });
  return [{ key: ['wallet'], data }];
}
