import { useMay } from '#desk/api/me.ts';
import { deskPlaces } from '#desk/api/places.ts';
import { useMembersFound, useRewards, useStores } from '#desk/api/queries.ts';
import { useWords } from '#desk/api/words.tsx';
import { digitGroups } from '#i18n/format.ts';
import { useNav, useOperations, type Way } from './use-nav.ts';
import { useSettled } from './use-settled.ts';

/** So many of one kind, so that the list stays one that is read at a glance. */
const ofAKind = 8;

/** What ⌘K finds by what is typed: pages first, then stores and rewards, then members. */
export function useFound(typed: string): {
  readonly ways: readonly Way[];
  readonly busy: boolean;
  /** Why members could not be searched; null: they could. */
  readonly error: unknown;
} {
  const { t } = useWords();
  const own: Way = { to: deskPlaces.own, icon: 'key', label: t('desk.own.title') };
  const pages = [...useNav(), ...useOperations(), own];
  const stores = useStores().data?.stores ?? [];
  const rewards = useRewards().data?.rewards ?? [];
  const words = typed.trim();
  const settled = useSettled(words);
  const members = useMembersFound(settled, useMay()('see-members'));
  // Members of the word before would be opened by an Enter that means another.
  const rows = settled === words ? (members.data?.rows ?? []) : [];
  const matches = ({ label }: Way) => plain(label).includes(plain(words));
  const ways = [
    ...pages.filter(matches),
    ...(words === '' ? [] : stores.map(storeWay).filter(matches).slice(0, ofAKind)),
    ...(words === '' ? [] : rewards.map(rewardWay).filter(matches).slice(0, ofAKind)),
    ...(words.length < 2 ? [] : rows.slice(0, ofAKind).map(memberWay)),
  ];
  return { ways, busy: members.isFetching || settled !== words, error: members.error };
}

const storeWay = ({ id, name }: { readonly id: string; readonly name: string }): Way => ({
  to: deskPlaces.storeOf(id),
  icon: 'stores',
  label: name,
});

const rewardWay = ({ id, name }: { readonly id: string; readonly name: string }): Way => ({
  to: `${deskPlaces.rewards}#${id}`,
  icon: 'gift',
  label: name,
});

const memberWay = (member: {
  readonly id: string;
  readonly name: string | null;
  readonly number: string;
}): Way => ({
  to: deskPlaces.memberOf(member.id),
  icon: 'members',
  label: [member.name, digitGroups(member.number)].filter(Boolean).join(' · '),
});

const plain = (text: string): string => text.normalize('NFKC').toLowerCase().trim();
