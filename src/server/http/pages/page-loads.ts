import type { FastifyRequest } from 'fastify';
import { patterns } from '#contract/paths.ts';
import { browserSecretOf, languageOf } from '#server/http/edge/visitor.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { viewProfile } from '#server/usecases/sign-in/profile.ts';
import type { Session } from '#server/usecases/sign-in/session.ts';
import { viewLink, viewWaiting } from '#server/usecases/sign-in/view-sign-in.ts';
import { viewVoucher } from '#server/usecases/vouchers/show-voucher.ts';
import { viewHistory } from '#server/usecases/wallet/view-history.ts';
import { storeAt } from '#server/usecases/wallet/view-visit.ts';
import { viewWallet } from '#server/usecases/wallet/view-wallet.ts';
import type { Query } from './page-writer.ts';

/** Who opens a page, and where they stand. */
export interface Visitor {
  readonly request: FastifyRequest;
  readonly session: Session | null;
  readonly placement: string | null;
}

export type Member = Visitor & { readonly session: Session };

/** What is inlined into a page's document, besides the visit that every page has. */
type Load<V> = (visitor: V, params: Readonly<Record<string, string>>) => Promise<readonly Query[]>;

/** Pages for whoever comes. */
export const openPages = (context: Context): readonly (readonly [string, Load<Visitor>])[] => [
  [patterns.home, (visitor) => loadArrival(context, visitor)],
  [patterns.signIn, async () => []],
  [
    patterns.waiting,
    async ({ request, session }, { signInId: id = '' }) => {
      const browserSecret = browserSecretOf(request);
      const memberId = session?.memberId ?? null;
      const data = await viewWaiting(context, { id, browserSecret, memberId });
      return [{ key: ['waiting', id], data }];
    },
  ],
  [
    patterns.link,
    async ({ request }, { token = '' }) => {
      const data = await viewLink(context, { token, browserSecret: browserSecretOf(request) });
      return [{ key: ['link', token], data }];
    },
  ],
];

/** Pages for members; others are asked to sign in first. */
export const memberOnlyPages = (context: Context): readonly (readonly [string, Load<Member>])[] => [
  [patterns.wallet, (member) => loadWallet(context, member)],
  [patterns.rewards, (member) => loadWallet(context, member)],
  [patterns.reward, (member) => loadWallet(context, member)],
  [
    patterns.redemption,
    async ({ session: { memberId }, request }, { redemptionId: id = '' }) => {
      const data = await viewVoucher(context, { memberId, id, language: languageOf(request) });
      return [{ key: ['voucher', id], data }];
    },
  ],
  [
    patterns.history,
    async ({ session: { memberId }, request }) => {
      // Where scripts are off, "show more" is a link.
      const { before } = request.query as { before?: unknown }; // Whatever stands in the address.
      const from =
        typeof before === 'string' && /^[1-9]\d{0,14}$/.test(before) ? Number(before) : 0;
      const language = languageOf(request);
      const wish = { memberId, language, ...(from > 0 && { before: from }) };
      return [{ key: ['history'], data: await viewHistory(context, wish) }];
    },
  ],
  [
    patterns.profile,
    async ({ session }) => [{ key: ['profile'], data: await viewProfile(context, session) }],
  ],
];

/** A poster opens the wallet for a member, and the sign-in form for everybody else. */
export const loadArrival = async (context: Context, visitor: Visitor): Promise<readonly Query[]> =>
  visitor.session ? loadWallet(context, { ...visitor, session: visitor.session }) : [];

async function loadWallet(context: Context, member: Member): Promise<readonly Query[]> {
  const data = await viewWallet(context, {
    memberId: member.session.memberId,
    storeId: await storeAt(context, member.placement),
    language: languageOf(member.request),
  });
  return [{ key: ['wallet'], data }];
}
