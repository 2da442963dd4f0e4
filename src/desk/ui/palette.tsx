import { useDeferredValue, useState } from 'react';
import { useNavigate } from 'react-router';
import { useMay } from '#desk/api/me.ts';
import { deskPlaces } from '#desk/api/places.ts';
import { useMembersFound } from '#desk/api/queries.ts';
import { useSentence, useWords } from '#desk/api/words.tsx';
import { digitGroups } from '#i18n/format.ts';
import { Dialog } from './dialog.tsx';
import { Icon } from './icon.tsx';
import { Note } from './note.tsx';
import { useNav, useOperations, type Way } from './use-nav.ts';

/** Finds a page or a member by what is typed. Arrows choose, Enter opens. */
export function Palette({ onClose }: { onClose(): void }) {
  const { t } = useWords();
  const sentence = useSentence();
  const [typed, setTyped] = useState('');
  const [at, setAt] = useState(0);
  const go = useNavigate();
  const own: Way = { to: deskPlaces.own, icon: 'key', label: t('desk.own.title') };
  const all = [...useNav(), ...useOperations(), own];
  const pages = all.filter(({ label }) => plain(label).includes(plain(typed)));
  const members = useMembersFound(useDeferredValue(typed.trim()), useMay()('see-members'));
  const people = typed.trim().length < 2 ? [] : (members.data?.rows ?? []);
  const found = [
    ...pages,
    ...people.slice(0, 8).map(
      ({ id, name, number }): Way => ({
        to: deskPlaces.memberOf(id),
        icon: 'members',
        label: [name, digitGroups(number)].filter(Boolean).join(' · '),
      }),
    ),
  ];
  const chosen = found[Math.min(at, found.length - 1)];
  const open = (way: Way | undefined) => {
    if (!way) return;
    onClose();
    void go(way.to);
  };
  return (
    <Dialog title={t('desk.find')} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          open(chosen);
        }}
      >
        <input
          className="input"
          type="search"
          autoComplete="off"
          autoFocus
          aria-label={t('desk.find')}
          placeholder={t('desk.find-hint')}
          value={typed}
          onChange={(event) => {
            setTyped(event.target.value);
            setAt(0);
          }}
          onKeyDown={(event) => {
            const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
            if (step === undefined || found.length === 0) return;
            event.preventDefault();
            setAt((found.length + at + step) % found.length);
          }}
        />
      </form>
      <ul className="found">
        {found.map((way) => (
          <li key={way.to}>
            <button
              type="button"
              className="menu-item"
              aria-current={way === chosen}
              onClick={() => open(way)}
            >
              <Icon name={way.icon} />
              <bdi>{way.label}</bdi>
            </button>
          </li>
        ))}
      </ul>
      {members.isFetching ? (
        <p className="soft waiting">{t('common.loading')}</p>
      ) : members.error ? (
        <Note bad>{sentence(members.error)}</Note>
      ) : (
        found.length === 0 && <p className="soft">{t('desk.find-none')}</p>
      )}
    </Dialog>
  );
}

const plain = (text: string): string => text.normalize('NFKC').toLowerCase().trim();
