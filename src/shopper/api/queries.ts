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

/** The document says who visits, and every change of it is a new document. */
export const useVisit = (): Visit | undefined => useQueryClient().getQueryData<Visit>(['visit']);

/** @param everyMs how often to ask again while the page is visible; false: when there is a reason */
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

/** A shopper watches this while the associate scans; the stream may be dead without saying so. */
const watchMs = { streaming: 10_000, alone: 2_000 };

/**
 * Polled while it is open or something is said of it, the page is visible, and slowly where the live
 * stream works.
 */
export function useVoucher(id: string) {
  const streaming = useLive();
  const client = useQueryClient();
  // The wallet holds its live vouchers whole: opened from there, a barcode shows with no network.
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

/** Asks until the mail was opened somewhere; not while the person is away reading that mail. */
export const useWaiting = (id: string) =>
  useQuery({
    queryKey: ['waiting', id],
    queryFn: () => read<SignInWaiting>(api.signIn(id)),
    refetchInterval: ({ state }) => state.data?.state === 'waiting' && waitingMs,
  });

export const useLink = (token: string) =>
  useQuery<SignInLink>({ queryKey: ['link', token], queryFn: skipToken });

/** Who goes to the wallet before it has been asked for anew sees no barcode that has ended; it stays as old as it is. */
function dropFromWallet(client: QueryClient, voucherId: string): void {
  const key = ['wallet'];
  const wallet = client.getQueryData<Wallet>(key);
  const updatedAt = client.getQueryState(key)?.dataUpdatedAt;
  if (!wallet || updatedAt === undefined) return;
  const vouchers = wallet.vouchers.filter(({ id }) => id !== voucherId);
  client.setQueryData<Wallet>(key, { ...wallet, vouchers }, { updatedAt });
}

/** What came of a form. Its news say that whatever else shows points is old now. */
export const keep = {
  voucher(client: QueryClient, voucher: Voucher): void {
    // First, as whatever is put into the wallet makes it new again, and what the voucher says makes it old.
    if (voucher.endedAt !== null) dropFromWallet(client, voucher.id);
    client.setQueryData(['voucher', voucher.id], voucher);
  },
  waiting: (client: QueryClient, waiting: SignInWaiting) =>
    client.setQueryData(['waiting', waiting.id], waiting),
  link: (client: QueryClient, token: string, link: SignInLink) =>
    client.setQueryData(['link', token], link),
  profile: (client: QueryClient, profile: Profile) => client.setQueryData(['profile'], profile),
};
