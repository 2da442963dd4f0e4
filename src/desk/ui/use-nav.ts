import { useMay } from '#desk/api/me.ts';
import { deskPlaces } from '#desk/api/places.ts';
import { useWords } from '#desk/api/words.tsx';
import type { DeskRight } from '#domain/desk/desk-role.ts';
import type { IconName } from './icon.tsx';

/** A page of the desk, as its ways and the search name it. */
export interface Way {
  readonly to: string;
  readonly icon: IconName;
  readonly label: string;
}

/** The pages that whoever is signed in may see. */
export function useNav(): readonly Way[] {
  const { t } = useWords();
  const may = useMay();
  const all: readonly (Way & { readonly right: DeskRight })[] = [
    { to: deskPlaces.home, icon: 'home', label: t('desk.home.title'), right: 'look' },
    {
      to: deskPlaces.members,
      icon: 'members',
      label: t('desk.members.title'),
      right: 'see-members',
    },
    {
      to: deskPlaces.program,
      icon: 'program',
      label: t('desk.program'),
      right: 'see-program',
    },
    {
      to: deskPlaces.stores,
      icon: 'stores',
      label: t('desk.stores.title'),
      right: 'see-stores',
    },
    {
      to: deskPlaces.operations,
      icon: 'operations',
      label: t('desk.operations.title'),
      right: 'see-stores',
    },
    {
      to: deskPlaces.playground,
      icon: 'playground',
      label: t('desk.playground.title'),
      right: 'use-playground',
    },
    {
      to: deskPlaces.rehearse,
      icon: 'rehearse',
      label: t('desk.rehearse.title'),
      right: 'rehearse',
    },
    {
      to: deskPlaces.figures,
      icon: 'figures',
      label: t('desk.figures.title'),
      right: 'see-figures',
    },
    { to: deskPlaces.audit, icon: 'audit', label: t('desk.audit'), right: 'look' },
    { to: deskPlaces.acts, icon: 'done', label: t('desk.acts.title'), right: 'see-acts' },
    {
      to: deskPlaces.administrators,
      icon: 'people',
      label: t('desk.people.title'),
      right: 'see-administrators',
    },
  ];
  return all.filter(({ right }) => may(right));
}

/** A page below *Operations*. */
export interface OperationsWay extends Way {
  readonly what: 'webhooks' | 'watch' | 'mails' | 'pools' | 'rewards' | 'connections' | 'ways';
}

/** The pages below *Operations* that whoever is signed in may see: listed there, and found by typing. */
export function useOperations(): readonly OperationsWay[] {
  const { t } = useWords();
  const may = useMay();
  const all: readonly (Omit<OperationsWay, 'label'> & { readonly right: DeskRight })[] = [
    { what: 'webhooks', to: deskPlaces.webhooks, icon: 'operations', right: 'see-webhooks' },
    { what: 'watch', to: deskPlaces.watch, icon: 'find', right: 'see-watch-list' },
    { what: 'rewards', to: deskPlaces.rewards, icon: 'gift', right: 'see-stores' },
    { what: 'ways', to: deskPlaces.ways, icon: 'stores', right: 'see-stores' },
    { what: 'pools', to: deskPlaces.pools, icon: 'key', right: 'see-pools' },
    {
      what: 'connections',
      to: deskPlaces.connections,
      icon: 'operations',
      right: 'see-connections',
    },
    { what: 'mails', to: deskPlaces.mails, icon: 'mail', right: 'see-mails' },
  ];
  return all
    .filter(({ right }) => may(right))
    .map((way) => ({ ...way, label: t(`desk.${way.what}.title`) }));
}
