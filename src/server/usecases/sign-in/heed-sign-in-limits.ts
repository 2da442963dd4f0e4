import { type Limit, limits, quietLineAsks, quietLineCodes } from '#domain/limit.ts';
import { mailCountKey } from '#domain/people/email-address.ts';
import { networkOf } from '#domain/people/network.ts';
import { type Refusal, Refused } from '#domain/refusal.ts';
import { type Counted, countDown, countUp } from '#server/storage/people/limits.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { networkKey, noteSecurity } from '#server/usecases/ground/note-security.ts';
import type { Work } from '#server/usecases/ground/work.ts';
import { knownBy } from './known-browser.ts';

/** Who asks, as far as limits can tell people apart. */
export interface Asker {
  readonly networkAddress: string;
  /** The cookie that proves that this browser was signed in before. */
  readonly known: string | null;
}

/**
 * Counts a request for a mail. A browser that the address was signed in on has a count of its own: neither strangers
 * who use the address nor a full total stop it. When a total is full, lines that ask often wait first.
 * @param addressKey whose browser is known by it; strangers are counted by the mailbox, in whichever spelling
 * @throws Refused `too-many-requests` if they asked often themselves, `busy` or `address-busy` if it may have been
 * others
 */
export async function heedAsk(work: Work, asker: Asker, addressKey: string): Promise<void> {
  const { at } = work;
  const refuseOver = (limit: Limit, counted: Counted, key: FullKey = 'busy'): void => {
    const refusal = busyOver(limit, counted, key);
    if (!refusal) return;
    const network = networkKey(work.context, asker.networkAddress);
    noteSecurity(work.context, 'asks-limited', { network, limit: limit.name });
    throw new Refused(refusal);
  };
  const nonce = knownBy(work.context, asker.known, addressKey);
  if (nonce !== null) {
    const own = await countUp(work, limits.signInKnown, keyed(work.context, nonce), at);
    refuseOver(limits.signInKnown, own, 'too-many-requests');
    return;
  }
  const network = networkOf(asker.networkAddress);
  const line = await countUp(work, limits.signInLine, keyed(work.context, network.line), at);
  refuseOver(limits.signInLine, line);
  const site = await countUp(work, limits.signInSite, keyed(work.context, network.site), at);
  refuseOver(limits.signInSite, site);
  const all = await countUp(work, limits.signInCrowd, keyed(work.context, 'all'), at);
  if (line.count > quietLineAsks) refuseOver(limits.signInCrowd, all);
  refuseOver(limits.signInTotal, all);
  await heedMailbox(work, refuseOver, { site: network.site, mailbox: mailCountKey(addressKey) });
}

type FullKey = 'busy' | 'address-busy' | 'too-many-requests';

/**
 * Allows five mails to a mailbox, whoever asks. After that it allows one for each site that has not asked for the
 * mailbox yet.
 */
async function heedMailbox(
  work: Work,
  refuseOver: (limit: Limit, counted: Counted, key: FullKey) => void,
  { site, mailbox }: { site: string; mailbox: string },
): Promise<void> {
  const { at } = work;
  const address = keyed(work.context, mailbox);
  const here = keyed(work.context, `${mailbox}/${site}`);
  const own = await countUp(work, limits.signInAddressSite, here, at);
  refuseOver(limits.signInAddressSite, own, 'address-busy');
  const shared = await countUp(work, limits.signInAddress, address, at);
  if (shared.count <= limits.signInAddress.atMost) return;
  if (own.count > 1) refuseOver(limits.signInAddress, shared, 'address-busy');
  const kept = await countUp(work, limits.signInAddressKept, address, at);
  refuseOver(limits.signInAddressKept, kept, 'address-busy');
}

/**
 * Takes a place for a wrong code before the code is judged, so that guesses sent at once are no more than guesses sent
 * one by one. The caller gives the place back when the code is right.
 * @returns the refusal when no place is left, else a function that gives the place back
 */
export async function takeGuess(
  work: Work,
  asker: Asker,
  addressKey: string,
): Promise<{ refusal: Refusal } | { giveBack: () => Promise<void> }> {
  const { at } = work;
  const network = networkOf(asker.networkAddress);
  const keys = {
    line: keyed(work.context, network.line),
    site: keyed(work.context, network.site),
    total: keyed(work.context, 'all'),
  };
  const line = await countUp(work, limits.wrongSignInLine, keys.line, at);
  const site = await countUp(work, limits.wrongSignInSite, keys.site, at);
  const total = await countUp(work, limits.wrongSignInTotal, keys.total, at);
  const giveBack = async () => {
    await countDown(work, limits.wrongSignInLine, keys.line);
    await countDown(work, limits.wrongSignInSite, keys.site);
    await countDown(work, limits.wrongSignInTotal, keys.total);
  };
  // For a browser that the address was signed in on, the request's own five tries are enough.
  if (knownBy(work.context, asker.known, addressKey) !== null) return { giveBack };
  const refusal =
    busyOver(limits.wrongSignInLine, line) ??
    busyOver(limits.wrongSignInSite, site) ??
    (line.count > quietLineCodes ? busyOver(limits.wrongSignInTotal, total) : null);
  if (!refusal) return { giveBack };
  await giveBack();
  return { refusal };
}

function busyOver(limit: Limit, counted: Counted, key: FullKey = 'busy'): Refusal | null {
  if (counted.count <= limit.atMost) return null;
  return { key, retryAfterMs: counted.retryAfterMs };
}

/** Hashed, so that nobody can read afterwards who asked from where. */
const keyed = ({ secrets }: Context, key: string): string => secrets.hash('limit', key);
