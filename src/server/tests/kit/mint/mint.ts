import type { Program } from '#domain/program/program.ts';
import type { MintVendor } from '#domain/program/way.ts';
import type { MintOrderRow } from '#server/storage/db/schema-mint.ts';
import { nextMintOrderDue, takeDueMintOrders } from '#server/storage/mint/mint-orders.ts';
import type { Browser } from '#server/tests/kit/browser.ts';
import { issue, newId, voucher } from '#server/tests/kit/counter.ts';
import { testProgram } from '#server/tests/kit/program.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { connectStore } from '#server/usecases/mint/mint-connection.ts';
import { workMintOrder } from '#server/usecases/mint/work-mint-order.ts';
import type { MintConnection } from '#server/vendors/mint/connection.ts';
import { minters } from '#server/vendors/mint/open-minter.ts';
import type { ShopifyStandIn } from './shopify-stand-in.ts';
import type { SquareStandIn } from './square-stand-in.ts';

/** The test's program, with discounts made in the POS of its first store; the second has our own page. */
export const mintProgram = (mint: MintVendor): Program => ({
  ...testProgram,
  stores: testProgram.stores.map((store) =>
    store.id === 'main' ? { ...store, way: 'mint', mint } : store,
  ),
});

export const shopifyConnection = (shop: Pick<ShopifyStandIn, 'token'>): MintConnection => ({
  vendor: 'shopify',
  shop: 'corner.myshopify.com',
  key: { kind: 'token', token: shop.token },
});

const squareConnection = (seller: SquareStandIn): MintConnection => ({
  vendor: 'square',
  locationId: seller.location,
  token: seller.token,
  sandbox: false,
});

/** A server whose first store is connected to a vendor's stand-in. */
export async function startMintStore(
  vendor: { shopify: ShopifyStandIn } | { square: SquareStandIn },
): Promise<Tillpass> {
  const origins = {
    shopify: 'shopify' in vendor ? vendor.shopify.origin : null,
    square: 'square' in vendor ? vendor.square.origin : null,
  };
  const openMinter = minters(origins);
  const name = 'shopify' in vendor ? 'shopify' : 'square';
  const t = await startTillpass({ program: mintProgram(name), openMinter });
  const connection =
    'shopify' in vendor ? shopifyConnection(vendor.shopify) : squareConnection(vendor.square);
  await connectStore(t.context, 'main', connection);
  return t;
}

/** A shopper who has ordered a discount, at the store whose POS makes them. */
export async function ordered(
  t: Tillpass,
): Promise<{ phone: Browser; id: string; code: () => Promise<string> }> {
  t.clock.turn(11 * 60_000); // A new window for the limits of asking.
  const phone = await t.joined(`mint-${newId()}@example.com`, 'M1');
  const { status, text, body } = await issue(phone, 'coffee');
  if (status !== 200) throw new Error(`not ordered: ${text}`);
  return { phone, id: body.id, code: async () => (await voucher(phone, body.id)).body.code };
}

/** A lease as a worker takes it. */
const leaseMs = 90_000;

/** One step of each order that is due now. @returns how many there were */
export async function mintDue(context: Context): Promise<number> {
  const wish = { at: context.now(), limit: 100, leaseMs };
  const rows = await context.store.transact((tx) => takeDueMintOrders(tx, wish));
  await Promise.all(rows.map((row) => workMintOrder(context, row)));
  return rows.length;
}

/** Lets so much time pass, and works on each order as soon as it is due. */
export async function mintFor(t: Tillpass, ms: number): Promise<void> {
  const until = t.clock.now() + ms;
  for (;;) {
    while ((await mintDue(t.context)) > 0) {}
    const next = await nextMintOrderDue(t.context.store.read);
    if (next === null || next > until) break;
    t.clock.turnTo(next);
  }
  t.clock.turnTo(until);
}

export const mintOrders = ({ context }: Tillpass): Promise<MintOrderRow[]> =>
  context.store.read.selectFrom('mint_orders').selectAll().execute();

export const mintState = async (
  t: Tillpass,
  id: string,
): Promise<MintOrderRow['state'] | undefined> =>
  (await mintOrders(t)).find(({ redemption_id }) => redemption_id === id)?.state;
