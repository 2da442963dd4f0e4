import type { ReactNode } from 'react';
import type { PageOf } from '#contract/desk/desk-answers.ts';
import type { Reads } from '#contract/endpoint.ts';
import { useMemberList } from '#desk/api/queries.ts';
import { useWords } from '#desk/api/words.tsx';
import { Waiting } from '#desk/ui/waiting.tsx';

interface ListingProps<T> {
  readonly memberId: string;
  readonly address: Reads<PageOf<T>>;
  /** What stands there where there is nothing. */
  readonly none: string;
  /** One line, a list item with a key. */
  readonly line: (row: T) => ReactNode;
}

/** One of a member's lists, the latest first; older ones come when they are asked for. */
export function Listing<T>({ memberId, address, none, line }: ListingProps<T>) {
  const { t } = useWords();
  const list = useMemberList(memberId, address);
  const rows = list.data?.pages.flatMap((page) => page.rows);
  if (!rows) return <Waiting failure={list.error} onRetry={() => void list.refetch()} />;
  if (rows.length === 0) return <p className="soft">{none}</p>;
  return (
    <>
      <ul className="rows">{rows.map(line)}</ul>
      {list.hasNextPage && (
        <button
          type="button"
          className="button quiet"
          aria-disabled={list.isFetchingNextPage}
          onClick={() => void list.fetchNextPage()}
        >
          {t('desk.acts.older')}
        </button>
      )}
    </>
  );
}
