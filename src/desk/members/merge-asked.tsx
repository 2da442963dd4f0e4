import { Link } from 'react-router';
import type { DeskMember } from '#contract/desk/desk-members.ts';
import { useMay } from '#desk/api/me.ts';
import { deskPlaces } from '#desk/api/places.ts';
import { useSupportWords } from '#desk/api/support-words.ts';
import { Note } from '#desk/ui/note.tsx';
import { digitGroups } from '#i18n/format.ts';

/** On a member's page: that support has asked about another membership of theirs, or what was answered. */
export function MergeAsked({ member: { id, merge } }: { readonly member: DeskMember }) {
  const { t, format } = useSupportWords();
  const may = useMay();
  if (!merge) return null;
  const { declined, otherNumber, until } = merge;
  return (
    <Note>
      {declined
        ? t('desk.merge.declined', {
            number: digitGroups(declined.number),
            date: format.dateTime(declined.at),
          })
        : t('desk.merge.asked', {
            number: digitGroups(otherNumber),
            date: format.dateTime(until),
          })}{' '}
      {may('begin-merge') && <Link to={deskPlaces.memberMergeOf(id)}>{t('desk.merge.look')}</Link>}
    </Note>
  );
}
