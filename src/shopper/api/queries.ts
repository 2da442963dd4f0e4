import { type QueryClient, skipToken, useQuery, useQueryClient } from '@tanstack/react-query';
import type {
  HistoryPage,
  Profile,
  SignInLink,
  SignInWaiting,
  Visit,
  Voucher,
  Wallet,
} from '#contract/member.ts';
import type { QueryData } from '#contract/page.ts';
import { api, historyBefore, memberApi } from '#contract/paths.ts';
import { isOpen } from '#domain/redemption/redemption.ts';
import { read } from '#web/client.ts';
import { useLive } from './live.ts';
import { askInStep } from './news.ts';

/** The document says who visits; a change of that is always a new document. */
export const useVisit = (): Visit | undefined => useQueryClient().getQueryData<Visit>(['visit']);

/**  @param everyMs how often to ask again while the page is visible; false: only when there is a reason */
export const useWallet = (everyMs: number | false = false) =>
  useQuery({
    queryKey: ['wallet'],
    queryFn: () => askInStep(() => read<Wallet>(memberApi.wallet)),
    refetchInterval: everyMs,
  });

export const useHistory = () =>
  useQuery({
    queryKey: ['history'],
    queryFn: () => askInStep(() => read<HistoryPage>(memberApi.history)),
  });

export const readHistoryBefore = (seq: number) => read<HistoryPage>(historyBefore(seq));

export const useProfile = () =>
  useQuery({
    queryKey: ['profile'],
    queryFn: () => askInStep(() => read<Profile>(memberApi.profile)),
  });

/** How often to ask while the shopper watches the associate scan; the stream may have died silently. */
const watchMs = { streaming: 10_000, alone: 2_000 };

/** Polls while the voucher is open or its notice shows, and the page is visible; slowly while the live stream works. */
export function useVoucher(id: string) {
  const streaming = useLive();
  const client = useQueryClient();
  // The wallet holds its live vouchers completely, so a barcode that is opened from there needs no network.
  const known = () => {
    const wallet = client.getQueryData<QueryData['wallet']>(['wallet']);
    const voucher = wallet?.vouchers.find((one) => one.id === id);
    return wallet && voucher && { ...voucher, news: wallet.news };
  };
  return useQuery({
    queryKey: ['voucher', id],
    queryFn: () => askInStep(() => read<Voucher>(api.redemption(id))),
    initialData: known,
    initialDataUpdatedAt: () => client.getQueryState(['wallet'])?.dataUpdatedAt,
    refetchInterval: ({ state }) =>
      state.data && (state.data.notice || isOpen(state.data))
        ? streaming
          ? watchMs.streaming
          : watchMs.alone
        : false,
  });
}

const waitingMs = 1_500;

/** Asks until the mail was opened somewhere; not while the person is away to read it. */
export const useWaiting = (id: string) =>
  useQuery({
    queryKey: ['waiting', id],
    queryFn: () => read<SignInWaiting>(api.signIn(id)),
    refetchInterval: ({ state }) => state.data?.state === 'waiting' && waitingMs,
  });

export const useLink = (token: string) =>
  useQuery<SignInLink>({ queryKey: ['link', token], queryFn: skipToken });

/**
 * Removes an ended voucher from the wallet's data, so that the wallet shows no dead barcode before it is asked for
 * again. The data keep their age.
 */
function dropFromWallet(client: QueryClient, voucherId: string): void {
  const key = ['wallet'];
  const wallet = client.getQueryData<Wallet>(key);
  const updatedAt = client.getQueryState(key)?.dataUpdatedAt;
  if (!wallet || updatedAt === undefined) return;
  const vouchers = wallet.vouchers.filter(({ id }) => id !== voucherId);
  client.setQueryData<Wallet>(key, { ...wallet, vouchers }, { updatedAt });
}

/** Keeps the result of a form. Its count of changes makes everything else with points old. */
export const keep = {
  voucher(client: QueryClient, voucher: Voucher): void {
    // First, because writing into the wallet makes it new, and the voucher's count makes it old again.
    if (voucher.endedAt !== null) dropFromWallet(client, voucher.id);
    client.setQueryData(['voucher', voucher.id], voucher);
  },
  waiting: (client: QueryClient, waiting: SignInWaiting) =>
    client.setQueryData(['waiting', waiting.id], waiting),
  link: (client: QueryClient, token: string, link: SignInLink) =>
    client.setQueryData(['link', token], link),
  profile: (client: QueryClient, profile: Profile) => client.setQueryData(['profile'], profile),
};
