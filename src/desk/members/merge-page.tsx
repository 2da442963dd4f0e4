import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { deskLinks } from '#contract/desk/desk-links.ts';
import type { DeskMember } from '#contract/desk/desk-members.ts';
import type { DeskMergeAsked, DeskMergeDeclined } from '#contract/desk/desk-merge.ts';
import { deskPlaces } from '#desk/api/places.ts';
import { useMember } from '#desk/api/queries.ts';
import { useSupportWords } from '#desk/api/support-words.ts';
import { AskTwice } from '#desk/ui/ask-twice.tsx';
import { Note } from '#desk/ui/note.tsx';
import { Page } from '#desk/ui/page.tsx';
import { Waiting } from '#desk/ui/waiting.tsx';
import { digitGroups } from '#i18n/format.ts';
import { read, send } from '#web/client.ts';
import { failureOf } from '#web/failure.ts';
import { FindOther } from './find-other.tsx';
import { MergeSides } from './merge-sides.tsx';

/** Somebody who says that they have another membership: what would come together, and what is asked of both members. */
export function MergePage() {
  const { t } = useSupportWords();
  const { memberId = '' } = useParams();
  const member = useMember(memberId);
  const merge = useQuery({
    queryKey: ['member', memberId, 'merge'],
    queryFn: () => read(deskLinks.memberMerge(memberId)),
  });
  const [said, setSaid] = useState<Said | null>(null);
  const shown = merge.data?.asked?.at;
  // A colleague's later question: what was said is not about that one.
  if (said && !said.isOver && shown !== undefined && shown !== said.at) setSaid(null);
  if (!member.data || !merge.data) {
    const failed = member.error ? member : merge;
    return (
      <Page title={t('desk.merge.title')}>
        <Waiting failure={failed.error} onRetry={() => void failed.refetch()} />
      </Page>
    );
  }
  const { asked, declined, preview } = merge.data;
  return (
    <Page
      title={t('desk.merge.title')}
      hint={nameOf(member.data, t('desk.members.no-name'))}
      actions={
        <Link className="button quiet" to={deskPlaces.memberOf(memberId)}>
          {t('desk.merge.to-member')}
        </Link>
      }
    >
      {said?.isOver && <Note bad>{t('desk.refusal.desk-merge-over')}</Note>}
      {said && !said.isOver && !asked && <Note>{t('desk.merge.backed')}</Note>}
      {declined && <Declined declined={declined} />}
      {asked && preview ? (
        <>
          <Stands memberId={memberId} asked={asked} onSaid={setSaid} />
          <MergeSides preview={preview} />
        </>
      ) : (
        <FindOther key={memberId} memberId={memberId} onAsked={() => setSaid(null)} />
      )}
    </Page>
  );
}

/** What came of taking back the one that was begun at `at`. */
interface Said {
  readonly at: number;
  /** It was over before, so that nothing was taken back. */
  readonly isOver: boolean;
}

/** Takes it back. @returns true: it was over already, and the page is to show what stands now */
async function isOverAt(memberId: string, at: number): Promise<boolean> {
  try {
    await send(deskLinks.endMerge(memberId), { at });
    return false;
  } catch (error) {
    const failure = failureOf(error);
    if (failure.kind !== 'refused' || failure.refusal.key !== 'desk-merge-over') throw error;
    return true;
  }
}

const nameOf = ({ name, number }: DeskMember, none: string): string =>
  `${name ?? none} · ${digitGroups(number)}`;

function Declined({ declined }: { readonly declined: DeskMergeDeclined }) {
  const { t, format } = useSupportWords();
  const { ending, at } = declined;
  return <Note bad>{t('desk.merge.declined', { ending, date: format.dateTime(at) })}</Note>;
}

/** What stands until the members have done it, or said no. */
function Stands({
  memberId,
  asked: { at, until },
  onSaid,
}: {
  readonly memberId: string;
  readonly asked: DeskMergeAsked;
  onSaid(said: Said): void;
}) {
  const { t, format } = useSupportWords();
  const [asks, setAsks] = useState(false);
  return (
    <section className="panel stack">
      <p role="status">
        {t('desk.merge.stands', { date: format.dateTime(at), until: format.dateTime(until) })}
      </p>
      <div>
        <button type="button" className="button quiet" onClick={() => setAsks(true)}>
          {t('desk.merge.back')}
        </button>
      </div>
      {asks && (
        <AskTwice
          ending={{
            title: t('desk.merge.back-title'),
            means: t('desk.merge.back-means'),
            yes: t('desk.merge.back'),
            end: async () => {
              onSaid({ at, isOver: await isOverAt(memberId, at) });
            },
          }}
          onClose={() => setAsks(false)}
        />
      )}
    </section>
  );
}
