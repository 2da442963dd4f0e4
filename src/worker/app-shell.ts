import { withoutMarkup } from '#contract/document.ts';
import type { QueryData } from '#contract/page.ts';
import { paths } from '#contract/paths.ts';
import { queryIn } from './document.ts';
import { isWhole, type Kept, kept } from './kept.ts';

/**
 * A page that is not kept itself, drawn by the app from the kept wallet's data: the member barcode, a
 * reward, the rewards, a live voucher.
 * Null when the wallet does not know it, or the app's scripts are not on the phone.
 */
export async function fromWallet(path: string): Promise<Kept | null> {
  const wallet = await kept(paths.wallet);
  if (!wallet || !pathsIn(queryIn(wallet.html, 'wallet')).includes(path)) return null;
  if (!(await isWhole(wallet))) return null;
  const html = withoutMarkup(wallet.html);
  return { html, answer: new Response(html, { headers: wallet.answer.headers }) };
}

/** A wallet of an older version may lack some fields. */
const pathsIn = (wallet: Partial<QueryData['wallet']> | undefined): readonly string[] => [
  paths.scan,
  paths.rewards,
  ...(wallet?.rewards ?? []).map(({ id }) => paths.reward(id)),
  ...(wallet?.vouchers ?? []).map(({ id }) => paths.redemption(id)),
];
