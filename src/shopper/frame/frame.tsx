import { createContext, type ReactNode, use, useEffect, useRef } from 'react';
import { Link, useLocation } from 'react-router';
import type { Done } from '#contract/page.ts';
import { paths } from '#contract/paths.ts';
import { useVisit } from '#shopper/api/queries.ts';
import { Brand } from '#shopper/ui/brand.tsx';
import { Notice } from '#shopper/ui/failure-text.tsx';
import { useFormAnswer } from '#shopper/ui/form-answer.ts';
import { Icon } from '#shopper/ui/icon.tsx';
import { LanguageSwitch } from '#shopper/ui/language-switch.tsx';
import { usePage } from '#shopper/ui/page-context.tsx';
import { SignalNotice } from './signal-notice.tsx';

type Props = {
  children: ReactNode;
  /** The address of the way back. A page with one thing to do, such as a voucher, has it instead of tabs. */
  back?: string | undefined;
  /** Notices of the app, above everything. */
  notices?: ReactNode;
};

/** What is around every page: skip link, header, notices, and tabs near the thumb; on a wide screen they are a rail. */
export function Frame({ children, back, notices }: Props) {
  const page = usePage();
  const { pathname } = useLocation();
  const signedIn = useVisit()?.signedIn ?? false;
  const main = useRef<HTMLElement>(null);
  useArrival(main);
  const { refusal, done } = useFormAnswer();
  return (
    <>
      <a className="skip" href="#main">
        {page.t('common.skip')}
      </a>
      <header className="top">
        {back && (
          <Link className="back" to={back}>
            <Icon name="back" turns />
            {page.t('common.back')}
          </Link>
        )}
        <Brand />
        {/* A member chooses it in their profile. */}
        {(!signedIn || pathname === paths.profile) && <LanguageSwitch />}
      </header>
      {notices}
      <SignalNotice />
      <main id="main" ref={main} tabIndex={-1}>
        {refusal && (
          <Notice calm={refusal.key === 'signed-out'} failure={{ kind: 'refused', refusal }} />
        )}
        {done && done !== 'sent-again' && (
          <p className="notice calm" role="status">
            {page.t(doneWords[done])}
          </p>
        )}
        {children}
      </main>
      {signedIn && <Tabs aside={back !== undefined} />}
    </>
  );
}

/** Each is in the catalogue of the page that the form leads to. That a mail was sent again stands where it was asked for. */
const doneWords = {
  saved: 'profile.saved',
  'signed-out': 'sign-in.left',
  'signed-out-there': 'profile.revoked',
  declined: 'refusal.confirmation-over',
} as const satisfies Record<Exclude<Done, 'sent-again'>, string>;

/** The member barcode is in the middle, where a thumb finds it. */
const tabs = ['wallet', 'rewards', 'scan', 'history', 'profile'] as const;

/** @param aside on a page that has a way back: a narrow screen shows no tabs there */
function Tabs({ aside }: { aside: boolean }) {
  const { t } = usePage();
  const { pathname } = useLocation();
  // A poster opens the wallet too.
  const here = tabs.find((name) => pathname.startsWith(paths[name])) ?? 'wallet';
  return (
    <nav className={aside ? 'rail' : 'tabs'} aria-label={t('common.menu')}>
      {tabs.map((name) => (
        <Link key={name} to={paths[name]} aria-current={name === here ? 'page' : undefined}>
          <Icon name={name} />
          {t(`common.${name}`)}
        </Link>
      ))}
    </nav>
  );
}

/**
 * How the router came to where it is. Its own hook can't be asked below routes that are given a location: there every
 * arrival is one by Back.
 */
export const ArrivalContext = createContext<'POP' | 'PUSH' | 'REPLACE'>('POP');

/**
 * A page that is opened inside the app begins at its top, for the eyes and for a screen reader; a page with a barcode
 * too.
 */
function useArrival(main: { current: HTMLElement | null }): void {
  const { pathname, hash } = useLocation();
  const inside = use(ArrivalContext) !== 'POP';
  // biome-ignore lint/correctness/useExhaustiveDependencies: each new address is an arrival, and nothing else.
  useEffect(() => {
    if (!inside) return;
    scrollTo(0, 0);
    // A page may have put the focus into its one field.
    if (!main.current?.querySelector('input:focus')) main.current?.focus({ preventScroll: true });
  }, [pathname, hash]);
}
