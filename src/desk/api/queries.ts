import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import type { DeskMe, PageOf } from '#contract/desk/desk-answers.ts';
import { deskLinks, deskList } from '#contract/desk/desk-links.ts';
import type { Reads } from '#contract/endpoint.ts';
import { read, send } from '#web/client.ts';
import { failureOf } from '#web/failure.ts';
import { forgetOthers, meKey } from './desk-client.ts';

/**
 * Who is signed in; null: nobody is.
 * @param options `anew`: it is asked when the component is drawn and whenever its window comes to the front, however
 * fresh the last answer is
 */
export function useMe({ anew = false }: { readonly anew?: boolean } = {}) {
  const client = useQueryClient();
  const queryFn = async () => {
    const me = await readMe();
    forgetOthers(client, me);
    return me;
  };
  const staleTime = anew ? 0 : 60_000;
  return useQuery({ queryKey: meKey, queryFn, staleTime, refetchOnWindowFocus: true });
}

async function readMe(): Promise<DeskMe | null> {
  try {
    return await read(deskLinks.me);
  } catch (error) {
    if (isSignedOut(error)) return null;
    throw error;
  }
}

/** Whether the server says that nobody is signed in. */
export function isSignedOut(error: unknown): boolean {
  const failure = failureOf(error);
  return failure.kind === 'refused' && failure.refusal.key === 'desk-signed-out';
}

export const useHome = () => useQuery({ queryKey: ['home'], queryFn: () => read(deskLinks.home) });

export const useAdministrators = () =>
  useQuery({ queryKey: ['administrators'], queryFn: () => read(deskLinks.administrators) });

export const useOwnPasskeys = () =>
  useQuery({ queryKey: ['passkeys'], queryFn: () => read(deskLinks.passkeys) });

/** What was done, page by page: each begins where the one before ended. */
export const useActs = () =>
  useInfiniteQuery({
    queryKey: ['acts'],
    queryFn: ({ pageParam }) =>
      read(pageParam === null ? deskLinks.acts : deskList(deskLinks.acts, { before: pageParam })),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
  });

/** A member's page. The server writes down that somebody looks. */
export const useMember = (id: string) =>
  useQuery({
    queryKey: ['member', id],
    queryFn: () => read(deskLinks.member(id)),
    // Members act on their phones meanwhile: whoever comes back to a page is to see it.
    staleTime: 0,
  });

/** A member's ledger, page by page, the latest first. */
export const useMemberHistory = (id: string) =>
  useInfiniteQuery({
    queryKey: ['member', id, 'history'],
    queryFn: ({ pageParam }) => {
      const address = deskLinks.memberHistory(id);
      return read(pageParam === null ? address : deskList(address, { before: `${pageParam}` }));
    },
    initialPageParam: null as number | null,
    getNextPageParam: ({ next }) => next,
  });

/** One of a member's lists, page by page, the latest first. @param address of its first page */
export const useMemberList = <T>(memberId: string, address: Reads<PageOf<T>>) =>
  useInfiniteQuery({
    queryKey: ['member', memberId, address],
    queryFn: ({ pageParam }) =>
      read(pageParam === null ? address : deskList(address, { before: pageParam })),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
  });

/** Each search is counted and may be written down, so no search is asked again because a window came to the front. */
const searched = { staleTime: 60_000, refetchOnWindowFocus: false, retry: false } as const;

/** The first members by what is typed; nothing is asked for less than two letters. */
export const useMembersFound = (find: string, allowed: boolean) =>
  useQuery({
    ...searched,
    queryKey: ['members', 'quick', find],
    queryFn: () => send(deskLinks.members, { find }),
    enabled: allowed && find.length >= 2,
  });

/** Members by what was typed, page by page. */
export const useMembersSearched = (find: string) =>
  useInfiniteQuery({
    ...searched,
    queryKey: ['members', find],
    queryFn: ({ pageParam }) =>
      send(deskLinks.members, { find, ...(pageParam !== null && { after: pageParam }) }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
  });

/**
 * What was searched for last, so that going back finds it again. It is kept in this tab's memory and for this
 * administrator alone: in an address it would stay in the browser's history.
 */
export function useSearchedFor(): readonly [find: string, search: (find: string) => void] {
  const client = useQueryClient();
  const queryKey = ['searched-for'];
  const { data } = useQuery({ queryKey, initialData: '', enabled: false, gcTime: Infinity });
  return [data, (find) => void client.setQueryData(queryKey, find)];
}

export const useStores = () =>
  useQuery({ queryKey: ['stores'], queryFn: () => read(deskLinks.stores) });

export const useRewards = () =>
  useQuery({ queryKey: ['rewards'], queryFn: () => read(deskLinks.rewards) });

/** After something was done: what is shown asks again, and the list of acts has a row more. */
export function useRefresh(): () => Promise<void> {
  const client = useQueryClient();
  return () => client.invalidateQueries();
}
