import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { deskLinks } from '#contract/desk/desk-links.ts';
import type { FoundMember } from '#contract/desk/desk-members.ts';
import { useMembersSearched } from '#desk/api/queries.ts';
import { useSupportWords } from '#desk/api/support-words.ts';
import { useAction } from '#desk/api/use-action.ts';
import { useSentence } from '#desk/api/words.tsx';
import { Fault } from '#desk/ui/fault.tsx';
import { Note } from '#desk/ui/note.tsx';
import { Waiting } from '#desk/ui/waiting.tsx';
import type { MergeSide } from '#domain/people/merge.ts';
import { digitGroups } from '#i18n/format.ts';
import { send } from '#web/client.ts';
import { MergeSides } from './merge-sides.tsx';

interface OfMember {
  readonly memberId: string;
}

interface Asking {
  /** Both were asked. */
  onAsked(): void;
}

/** Finds the other membership, as any is found, and shows both before anybody is asked. */
export function FindOther({ memberId, onAsked }: OfMember & Asking) {
  const { t } = useSupportWords();
  const [find, setFind] = useState('');
  const [other, setOther] = useState<FoundMember | null>(null);
  return (
    <>
      <p>{t('desk.merge.means')}</p>
      <form
        className="row search"
        onSubmit={(event) => {
          event.preventDefault();
          setFind(String(new FormData(event.currentTarget).get('find')).trim());
          setOther(null);
        }}
      >
        <input
          className="input"
          type="search"
          name="find"
          maxLength={120}
          autoComplete="off"
          dir="auto"
          aria-label={t('desk.merge.find')}
          placeholder={t('desk.members.find-hint')}
        />
        <button type="submit" className="button">
          {t('desk.members.find-yes')}
        </button>
      </form>
      {find !== '' && <Found find={find} memberId={memberId} chosen={other} onChoose={setOther} />}
      {other && (
        <Proposal key={other.id} memberId={memberId} otherId={other.id} onAsked={onAsked} />
      )}
    </>
  );
}

function Found({
  find,
  memberId,
  chosen,
  onChoose,
}: OfMember & {
  readonly find: string;
  /** Whose membership is shown beside this one; null: nobody's yet. */
  readonly chosen: FoundMember | null;
  onChoose(other: FoundMember): void;
}) {
  const { t, format } = useSupportWords();
  const sentence = useSentence();
  const found = useMembersSearched(find);
  const rows = found.data?.pages.flatMap((page) => page.rows);
  if (!rows) return <Waiting failure={found.error} onRetry={() => void found.refetch()} />;
  const others = rows.filter(({ id }) => id !== memberId);
  if (others.length === 0 && !found.hasNextPage)
    return (
      <p className="soft" role="status">
        {rows.length === 0 ? t('desk.members.none') : t('desk.merge.itself')}
      </p>
    );
  return (
    <>
      <ul className="rows">
        {others.map((one) => (
          <li key={one.id} className="line">
            <div>
              <b>
                <bdi>{one.name ?? t('desk.members.no-name')}</bdi>
                {one.frozen && <span className="chip">{t('desk.member.frozen')}</span>}
              </b>
              <span className="soft">
                <bdi>{digitGroups(one.number)}</bdi> ·{' '}
                {t('desk.members.since', { date: format.date(one.joinedAt) })}
              </span>
            </div>
            <button
              type="button"
              className="button quiet small"
              aria-label={t('desk.merge.show-of', { number: digitGroups(one.number) })}
              aria-pressed={one.id === chosen?.id}
              onClick={() => onChoose(one)}
            >
              {t('desk.merge.show')}
            </button>
          </li>
        ))}
      </ul>
      {found.isFetchNextPageError && <Note bad>{sentence(found.error)}</Note>}
      {found.hasNextPage && (
        <button type="button" className="button quiet" onClick={() => void found.fetchNextPage()}>
          {t('desk.members.more')}
        </button>
      )}
    </>
  );
}

/** Both side by side, which of them goes on, and the question to both. */
function Proposal({
  memberId,
  otherId,
  onAsked,
}: OfMember & Asking & { readonly otherId: string }) {
  const { t } = useSupportWords();
  const [side, setSide] = useState<MergeSide>('goes-on');
  const wish = { otherId, side };
  const preview = useQuery({
    queryKey: ['member', memberId, 'merge', otherId, side],
    queryFn: () => send(deskLinks.previewMerge(memberId), wish),
    placeholderData: (before) => before,
    retry: false,
  });
  const ask = useAction(
    () => send(deskLinks.beginMerge(memberId), wish),
    // The pressed button goes with the question that it asked.
    () => {
      onAsked();
      document.querySelector('h1')?.focus();
    },
  );
  if (!preview.data)
    return <Waiting failure={preview.error} onRetry={() => void preview.refetch()} />;
  const { canBegin } = preview.data;
  return (
    <>
      <MergeSides preview={preview.data} />
      <Fault error={ask.error} />
      <div className="row">
        {canBegin && (
          <button
            type="button"
            className="button"
            aria-disabled={ask.busy || preview.isPlaceholderData}
            onClick={() => {
              // What is shown is what is asked.
              if (!preview.isPlaceholderData) ask.run();
            }}
          >
            {ask.busy ? t('common.loading') : t('desk.merge.ask')}
          </button>
        )}
        <button
          type="button"
          className="button quiet"
          onClick={() => setSide(side === 'ends' ? 'goes-on' : 'ends')}
        >
          {t('desk.merge.swap')}
        </button>
      </div>
    </>
  );
}
