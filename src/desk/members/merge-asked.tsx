import { Link } from 'react-router';
import type { DeskMember } from '#contract/desk/desk-members.ts';
import { useMay } from '#desk/api/me.ts';
import { deskPlaces } from '#desk/api/places.ts';
import { useSupportWords } from '#desk/api/support-words.ts';
import { Note } from '#desk/ui/note.tsx';

/** On a member's page: that support has asked about another membership of theirs, or what was answered. */
export function MergeAsked({ member: { id, merge } }: { readonly member: DeskMember }) {
  const { t, format } = useSupportWords();
  const may = useMay();
  const { asked, declined } = merge;
  if (!asked && !declined) return null;
  return (
    <Note>
      {asked &&
        t('desk.merge.asked', {
          ending: asked.ending,
          date: format.dateTime(asked.at),
          until: format.dateTime(asked.until),
        })}
      {declined &&
        t('desk.merge.declined', {
          ending: declined.ending,
          date: format.dateTime(declined.at),
        })}{' '}
      {may('begin-merge') && <Link to={deskPlaces.memberMergeOf(id)}>{t('desk.merge.look')}</Link>}
    </Note>
  );
}
