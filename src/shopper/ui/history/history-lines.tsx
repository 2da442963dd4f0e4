import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { HistoryLine } from '#contract/member.ts';
import { usePage } from '#shopper/ui/page-context.tsx';
import { lineText } from './line-text.ts';

interface EntryProps {
  readonly line: HistoryLine;
  /** How its time is written: beside a day's heading without the day. */
  readonly timeOf: (at: number) => string;
  /** Where it leads: to the voucher that it is about. */
  readonly to?: string | false;
  readonly before?: ReactNode;
  readonly more?: ReactNode;
  readonly after?: ReactNode;
}

/** A ledger entry: what it was for, where and when, and how many points. */
export function HistoryEntry({ line, timeOf, to, before, more, after }: EntryProps) {
  const { t, format } = usePage();
  const { at, points, store, place } = line;
  const name = <bdi>{lineText(line, (points) => t('wallet.points', { points }))}</bdi>;
  return (
    <li>
      {before}
      <span className="line-what">
        <b>{to ? <Link to={to}>{name}</Link> : name}</b>
        <span>
          {place ?? (
            <>
              {store && (
                <>
                  <bdi>{store}</bdi> ·{'\u00a0'}
                </>
              )}
              <time dateTime={new Date(at).toISOString()}>{timeOf(at)}</time>
            </>
          )}
        </span>
        {more}
      </span>
      <span className="line-points">
        <b className={points > 0 ? 'plus' : ''} dir="ltr">
          {format.change(points)}
        </b>
        {after}
      </span>
    </li>
  );
}
