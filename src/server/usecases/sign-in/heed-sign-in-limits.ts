import { type Limit, limits, quietLineAsks, quietLineCodes } from '#domain/limit.ts';
import { type Network, networkOf } from '#domain/people/network.ts';
import { type Refusal, refuseWhen } from '#domain/refusal.ts';
import type { Tx } from '#server/storage/db/store.ts';
import { type Counted, countAgainst, countDown, countUp } from '#server/storage/people/limits.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { knownBy } from './known-browser.ts';

/** Who asks, as far as limits tell people apart. */
export interface Asker {
  readonly networkAddress: string;
  /** What says that this browser was signed in before, from its cookie. */
  readonly known: string | null;
}

/**
 * Counts an ask for a mail. A browser that the address was signed in on has a count of its own, so that neither what
 * strangers ask in its name nor a full total stops it. Where a total is full, lines that ask often wait first.
 * @throws Refused `too-many-requests` to who has asked often, `busy` or `address-busy` where it may have been others
 */
export async function heedAsk(
  tx: Tx,
  context: Context,
  asker: Asker,
  addressKey: string,
): Promise<void> {
  const at = context.now();
  const nonce = knownBy(context, asker.known, addressKey);
  if (nonce !== null) {
    refuseWhen(await countAgainst(tx, limits.signInKnown, keyed(context, nonce), at));
    return;
  }
  const network = networkOf(asker.networkAddress);
  const line = await countUp(tx, limits.signInLine, keyed(context, network.line), at);
  refuseWhen(busyOver(limits.signInLine, line));
  const site = await countUp(tx, limits.signInSite, keyed(context, network.site), at);
  refuseWhen(busyOver(limits.signInSite, site));
  const all = await countUp(tx, limits.signInCrowd, keyed(context, 'all'), at);
  if (line.count > quietLineAsks) refuseWhen(busyOver(limits.signInCrowd, all));
  refuseWhen(busyOver(limits.signInTotal, all));
  await heedAddress(tx, context, network, addressKey);
}

/** Five mails to an address, whoever asks; and after that one each for sites that have not asked for it yet. */
async function heedAddress(
  tx: Tx,
  context: Context,
  { site }: Network,
  addressKey: string,
): Promise<void> {
  const at = context.now();
  const address = keyed(context, addressKey);
  const here = keyed(context, `${addressKey}/${site}`);
  const own = await countUp(tx, limits.signInAddressSite, here, at);
  refuseWhen(busyOver(limits.signInAddressSite, own, 'address-busy'));
  const shared = await countUp(tx, limits.signInAddress, address, at);
  if (shared.count <= limits.signInAddress.atMost) return;
  if (own.count > 1) refuseWhen(busyOver(limits.signInAddress, shared, 'address-busy'));
  const kept = await countUp(tx, limits.signInAddressKept, address, at);
  refuseWhen(busyOver(limits.signInAddressKept, kept, 'address-busy'));
}

/**
 * Takes a place for a wrong code before the code is judged, so that guesses sent at once are as many as guesses sent
 * in turn. The caller gives the place back when the code is right.
 * @returns the refusal when no place is left, else how to give it back
 */
export async function takeGuess(
  tx: Tx,
  context: Context,
  asker: Asker,
  addressKey: string,
): Promise<{ refusal: Refusal } | { giveBack: () => Promise<void> }> {
  const at = context.now();
  const network = networkOf(asker.networkAddress);
  const keys = {
    line: keyed(context, network.line),
    site: keyed(context, network.site),
    total: keyed(context, 'all'),
  };
  const line = await countUp(tx, limits.wrongSignInLine, keys.line, at);
  const site = await countUp(tx, limits.wrongSignInSite, keys.site, at);
  const total = await countUp(tx, limits.wrongSignInTotal, keys.total, at);
  const giveBack = async () => {
    await countDown(tx, limits.wrongSignInLine, keys.line);
    await countDown(tx, limits.wrongSignInSite, keys.site);
    await countDown(tx, limits.wrongSignInTotal, keys.total);
  };
  // Of a browser that the address was signed in on, the request's own five tries are limit enough.
  if (knownBy(context, asker.known, addressKey) !== null) return { giveBack };
  const refusal =
    busyOver(limits.wrongSignInLine, line) ??
    busyOver(limits.wrongSignInSite, site) ??
    (line.count > quietLineCodes ? busyOver(limits.wrongSignInTotal, total) : null);
  if (!refusal) return { giveBack };
  await giveBack();
  return { refusal };
}

function busyOver(
  limit: Limit,
  counted: Counted,
  key: 'busy' | 'address-busy' = 'busy',
): Refusal | null {
  if (counted.count <= limit.atMost) return null;
  return { key, retryAfterMs: counted.retryAfterMs };
}

/** Who asked from where is nobody's business afterwards. */
const keyed = ({ secrets }: Context, key: string): string => secrets.hash('limit', key);
