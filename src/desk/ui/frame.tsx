import { type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { NavLink, useLocation } from 'react-router';
import { deskLinks } from '#contract/desk/desk-links.ts';
import { useMyself } from '#desk/api/me.ts';
import { deskPlaces } from '#desk/api/places.ts';
import { useAction } from '#desk/api/use-action.ts';
import { useWords } from '#desk/api/words.tsx';
import { send } from '#web/client.ts';
import { Icon } from './icon.tsx';
import { keepFocus } from './keep-focus.ts';
import { LanguageSwitch } from './language-switch.tsx';
import { Menu } from './menu.tsx';
import { Palette } from './palette.tsx';
import { useNav, type Way } from './use-nav.ts';

/** What stands around every page: the shop, the ways to other pages, and whoever is signed in. */
export function Frame({ children }: { readonly children: ReactNode }) {
  const { t } = useWords();
  const me = useMyself();
  const [finding, setFinding] = useState(false);
  useShortcut(() => setFinding(true));
  const page = useRef<HTMLElement>(null);
  useEffect(() => (page.current ? keepFocus(page.current) : undefined), []);
  const signOut = useAction(async () => {
    await send(deskLinks.signOut, {});
    location.assign(deskPlaces.home);
  });
  return (
    <div className="frame">
      <a className="skip" href="#content">
        {t('common.skip')}
      </a>
      <header className="bar">
        <span className="mark" aria-hidden="true">
          {me.program.mark}
        </span>
        <b>
          <bdi>{me.program.name}</bdi>
        </b>
        <button type="button" className="find" onClick={() => setFinding(true)}>
          <Icon name="find" />
          <span>{t('desk.find')}</span>
          <kbd>{findKeys}</kbd>
        </button>
        <Menu label={me.name}>
          <p className="soft menu-note">{t(`desk.role.${me.role}`)}</p>
          <NavLink className="menu-item" to={deskPlaces.own}>
            {t('desk.own.title')}
          </NavLink>
          <button type="button" className="menu-item" onClick={() => signOut.run()}>
            {t('common.sign-out')}
          </button>
          <LanguageSwitch />
        </Menu>
      </header>
      <nav className="nav" aria-label={t('desk.nav')}>
        <Ways />
      </nav>
      <main id="content" ref={page}>
        {children}
      </main>
      {finding && <Palette onClose={() => setFinding(false)} />}
    </div>
  );
}

/** So many stand at the bottom of a phone, each wide enough for a thumb; the others are behind one more. */
const waysOnPhone = 4;

function Ways() {
  const { t } = useWords();
  const ways = useNav();
  const { pathname } = useLocation();
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const others = ways.slice(waysOnPhone);
  const inOthers = others.some(({ to }) => pathname.startsWith(to));
  return (
    <>
      {ways.slice(0, waysOnPhone).map(wayLink)}
      {others.length > 0 && (
        <button type="button" className={inOthers ? 'more here' : 'more'} popoverTarget={id}>
          <Icon name="more" />
          <span>{t('desk.more')}</span>
        </button>
      )}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: its links are pressed, and each press closes it */}
      {/* biome-ignore lint/a11y/noNoninteractiveElementInteractions: the same */}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: a link's key is a click */}
      <div
        id={id}
        ref={list}
        className="others"
        popover="auto"
        onClick={() => list.current?.hidePopover()}
      >
        {others.map(wayLink)}
      </div>
    </>
  );
}

const wayLink = ({ to, icon, label }: Way) => (
  <NavLink key={to} to={to} end={to === deskPlaces.home}>
    <Icon name={icon} />
    <span>{label}</span>
  </NavLink>
);

const findKeys = /Mac|iPhone|iPad/.test(navigator.platform) ? '⌘K' : 'Ctrl K';

/** ⌘K, and Ctrl+K where there is no ⌘, from everywhere. */
function useShortcut(find: () => void): void {
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'k' || !(event.metaKey || event.ctrlKey)) return;
      event.preventDefault();
      find();
    };
    addEventListener('keydown', pressed);
    return () => removeEventListener('keydown', pressed);
  });
}
