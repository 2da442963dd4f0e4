import { adminApi, memberApi, posApi } from '#contract/paths.ts';
import { Browser } from '#server/tests/kit/browser.ts';
import { type Pos, posAt, wallet } from '#server/tests/kit/counter.ts';
import { eur, line } from '#server/tests/kit/model/goods.ts';
import { paidProgram } from '#server/tests/kit/model/paid-program.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';
import { makeAdminKey } from '#server/usecases/pools/admin-key.ts';
import { expireDue } from '#server/usecases/vouchers/expire.ts';

type Member = { readonly number: string };

export const plus = { ...line('plus', 6_900), gtin: '4006381333931' };
export const goods = (minor: number) => ({ total: eur(minor), lines: [line('goods', minor)] });
export const withPlus = (minor: number) => ({
  total: eur(6_900 + minor),
  lines: [plus, line('goods', minor)],
});

export const membershipsAt = ({ number }: Member): string =>
  adminApi.memberships.replace(':member', number);
export const endAt = (member: Member, id: string): string =>
  adminApi.endMembership.replace(':member', member.number).replace(':membershipId', id);

export const tierOf = async (phone: Browser) => (await wallet(phone)).tier.id;
export const panelsOf = async (phone: Browser) =>
  (await phone.get(memberApi.profile)).body.memberships;

/** A shop that sells Plus, at two tills and by its own system. */
export async function startPaidShop() {
  const t = await startTillpass({ program: paidProgram });
  const key = await makeAdminKey(t.context, 'online shop');
  const pos = posAt(t, 'main-1');
  return {
    t,
    pos,
    harbour: posAt(t, 'harbour-1'),
    /** @throws Error when it is not sold */
    sold: async (member: Member, receiptNumber: string, more: object) => {
      const { status, body, text } = await pos.purchase({ member, receiptNumber, ...more });
      if (status !== 200) throw new Error(`not sold: ${text}`);
      return body;
    },
    system: (path: string, body?: object) => {
      const headers = { authorization: `Bearer ${key}` };
      const browser = new Browser(t.app);
      return body ? browser.post(path, body, headers) : browser.get(path, headers);
    },
    eventsOf: (member: Member) => eventsOf(t, pos, member),
    runClock: async () => {
      while ((await expireDue(t.context)) > 0) {}
    },
  };
}

/** The kinds of a member's events about memberships, without their beginning. */
async function eventsOf(t: Tillpass, pos: Pos, member: Member): Promise<string[]> {
  const { body } = await pos.post(posApi.findMember, member);
  const rows = await t.context.store.read
    .selectFrom('events')
    .select('kind')
    .where('member_id', '=', body.memberId)
    .orderBy('at')
    .execute();
  const begin = 'membership.';
  return rows.flatMap(({ kind }) => (kind.startsWith(begin) ? [kind.slice(begin.length)] : []));
}
