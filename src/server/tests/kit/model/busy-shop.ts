import type { Browser } from '#server/tests/kit/browser.ts';
import { cancel, issued, posAt } from '#server/tests/kit/counter.ts';
import type { Tillpass } from '#server/tests/kit/tillpass.ts';
import { adjustPoints } from '#server/usecases/members/adjust-points.ts';
import { buyer, eur, line, spend } from './goods.ts';

/** A shop where everything has happened once, to Ada. */
export interface BusyShop {
  /** Ada's id, and that of a member with a debt. */
  readonly ada: string;
  readonly debtor: string;
  /** Redemptions of Ada's: used at main-2 under R-7 and the key `once`, and still good, which her last entry paid. */
  readonly used: string;
  readonly good: string;
}

/** Purchases, returns, a debt, vouchers in every state, an adjustment. */
export async function keepBusy(t: Tillpass): Promise<BusyShop> {
  const pos = posAt(t, 'main-1');
  const { phone, member } = await buyer(t, pos, 'ada');
  const redemptionId = await spend(pos, phone, 'coffee');
  const lines = [line('a', 5_000), line('b', 5_000)];
  const redemptions = [{ redemptionId }];
  await pos.purchase({ member, receiptNumber: 'second', total: eur(10_000), lines, redemptions });
  await pos.return('second', 'half-back', { lines: [{ id: 'a' }] });
  const debtor = await buyer(t, pos, 'debtor', { total: eur(10_000), lines: [] });
  for (const reward of ['coffee', 'cake']) await spend(pos, debtor.phone, reward);
  await pos.return('debtor', 'debtor-back');
  const used = await usedUnderKey(t, phone);
  await pos.reverse(await spend(pos, phone, 'small'), 'wrong');
  await cancel(phone, (await issued(phone, 'mug')).id);
  const ada = await memberOf(t, 'ada@example.com');
  await adjustPoints(t.context, {
    memberId: ada,
    id: 'late',
    points: 50,
    why: { en: 'A', ar: 'أ' },
  });
  const { id: good } = await issued(phone, 'last');
  return { ada, debtor: await memberOf(t, 'debtor@example.com'), used, good };
}

async function usedUnderKey(t: Tillpass, phone: Browser): Promise<string> {
  const { code, id } = await issued(phone, 'small');
  const { text, status } = await posAt(t, 'main-2').redeem(code, 'R-7', {
    'idempotency-key': 'once',
  });
  if (status !== 200) throw new Error(`not redeemed: ${text}`);
  return id;
}

async function memberOf(t: Tillpass, address: string): Promise<string> {
  const row = await t.context.store.read
    .selectFrom('member_addresses')
    .select('member_id')
    .where('address_key', '=', address)
    .executeTakeFirstOrThrow();
  return row.member_id;
}
