import { type QueryClient, skipToken, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Reads } from '#contract/endpoint.ts';
import { api, historyBefore } from '#contract/links.ts';
import type { Visit } from '#contract/member.ts';
import type { QueryData, QueryName } from '#contract/page.ts';
import type { SignInWaiting } from '#contract/sign-in-face.ts';
import { isOpen } from '#domain/redemption/redemption.ts';
import { read } from '#web/client.ts';
import { streaming } from './live.ts';
import { askInStep } from './news.ts';
import { keyOf } from './query-keys.ts';

/** The document says who visits; a change of that is always a new document. */
export const useVisit = (): Visit | undefined => useQueryClient().getQueryData(keyOf('visit'));

/** A query and the address that it asks: the data of the one is the answer of the other. */
const versioned = <N extends QueryName>(
  address: Reads<QueryData[N]>,
  name: N,
  ...part: readonly string[]
) => ({
  queryKey: keyOf(name, ...part),
  queryFn: () => askInStep(() => read(address)),
});

/** @param everyMs how often to ask again while the page is visible; false: only when there is a reason */
export const useWallet = (everyMs: number | false = false) =>
  useQuery({
    ...versioned(api.wallet, 'wallet'),
    refetchInterval: everyMs,
  });

export const useHistory = () => useQuery(versioned(api.history, 'history'));

export const useLadder = () => useQuery(versioned(api.ladder, 'ladder'));

export const readHistoryBefore = (seq: number) => read(historyBefore(seq));

export const useEarning = () => useQuery(versioned(api.earning, 'earning'));

export const useHeld = () => useQuery(versioned(api.held, 'held'));

export const useProfile = () => useQuery(versioned(api.profile, 'profile'));

/** How often to ask while the shopper watches the associate scan; the stream may have died silently. */
const watchMs = { streaming: 10_000, alone: 2_000 };

/** Polls while the voucher is open or its notice shows, and the page is visible; slowly while the live stream works. */
export function useVoucher(id: string) {
  const live = streaming.use();
  const client = useQueryClient();
  // The wallet holds its live vouchers completely, so a barcode that is opened from there needs no network.
  const known = () => {
    const wallet = client.getQueryData(keyOf('wallet'));
    const voucher = wallet?.vouchers.find((one) => one.id === id);
    return wallet && voucher && { ...voucher, news: wallet.news };
  };
  return useQuery({
    ...versioned(api.redemption(id), 'voucher', id),
    initialData: known,
    initialDataUpdatedAt: () => client.getQueryState(keyOf('wallet'))?.dataUpdatedAt,
    refetchInterval: ({ state }) =>
      state.data && (state.data.notice || isOpen(state.data))
        ? live
          ? watchMs.streaming
          : watchMs.alone
        : false,
  });
}

const waitingMs = 1_500;

/** Asks until the mail was opened somewhere; not while the person is away to read it. */
export const useWaiting = (id: string) =>
  useQuery({
    queryKey: keyOf('waiting', id),
    queryFn: () => askWaiting(id),
    refetchInterval: ({ state }) => state.data?.state === 'waiting' && waitingMs,
  });

/** Another tab's link can have used the request in the moment before its session is here: then it is asked once more. */
async function askWaiting(id: string): Promise<SignInWaiting> {
  const waiting = await read(api.signIn(id));
  if (waiting.state !== 'used' || waiting.signedIn) return waiting;
  await new Promise((later) => setTimeout(later, waitingMs));
  return read(api.signIn(id));
}

export const useLink = (token: string) =>
  useQuery<QueryData['link']>({ queryKey: keyOf('link', token), queryFn: skipToken });

/**
 * Removes an ended voucher from the wallet's data, so that the wallet shows no dead barcode before it is asked for
 * again. The data keep their age.
 */
function dropFromWallet(client: QueryClient, voucherId: string): void {
  const key = keyOf('wallet');
  const wallet = client.getQueryData(key);
  const updatedAt = client.getQueryState(key)?.dataUpdatedAt;
  if (!wallet || updatedAt === undefined) return;
  const vouchers = wallet.vouchers.filter(({ id }) => id !== voucherId);
  client.setQueryData(key, { ...wallet, vouchers }, { updatedAt });
}

/** Keeps the result of a form. Its count of changes makes everything else with points old. */
export const keep = {
  voucher(client: QueryClient, voucher: QueryData['voucher']): void {
    // First, because writing into the wallet makes it new, and the voucher's count makes it old again.
    if (voucher.endedAt !== null) dropFromWallet(client, voucher.id);
    client.setQueryData(keyOf('voucher', voucher.id), voucher);
  },
  waiting: (client: QueryClient, waiting: QueryData['waiting']) =>
    client.setQueryData(keyOf('waiting', waiting.id), waiting),
  link: (client: QueryClient, token: string, link: QueryData['link']) =>
    client.setQueryData(keyOf('link', token), link),
  profile: (client: QueryClient, profile: QueryData['profile']) =>
    client.setQueryData(keyOf('profile'), profile),
};
