import type { ReactNode } from 'react';
import { matchPath, Route, Routes, useLocation } from 'react-router';
import { paths, patterns } from '#contract/paths.ts';
import { useVisit } from '#shopper/api/queries.ts';
import { FailurePage } from '#shopper/frame/failure-page.tsx';
import { Frame } from '#shopper/frame/frame.tsx';
import { type PagesOf, pagesOf } from '#shopper/parts.ts';
import type { ShowPass } from '#shopper/rewards/reward-page.tsx';
import { usePage, type Words } from '#shopper/ui/page-context.tsx';
import { Spoken } from '#shopper/ui/spoken.tsx';
import { Asks } from '#shopper/wallet/asks.tsx';

/** The app's own notices, which stand in the frame and on two pages. */
export interface Notices {
  /** "A new version is ready." */
  readonly update?: ReactNode;
  /** The offer to install, which comes after the first redemption. */
  readonly install?: ReactNode;
}

/** Which page an address shows. Features meet only here. */
export function Pages({ update, install }: Notices) {
  const { failure } = usePage();
  const first = useLocation().key === 'default';
  if (failure && first) {
    const requestId = failure.status === 500 ? failure.requestId : null;
    return (
      <Frame notices={update}>
        <FailurePage requestId={requestId} />
      </Frame>
    );
  }
  const arrival = (page: Draw<'arrival'>) => (
    <Frame notices={update}>
      <Part kind="arrival" page={page} />
    </Frame>
  );
  const member = <K extends Words>(kind: K, page: Draw<K>, back?: string) => (
    <MembersOnly back={back} update={update} page={<Part kind={kind} page={page} />} />
  );
  const drawWallet: Draw<'shopper'> = ({ Wallet }) => <Wallet offer={install} />;
  const wallet = <Part kind="shopper" page={drawWallet} />;
  const installLater = <Spoken as="shopper">{install}</Spoken>;
  return (
    <Routes>
      <Route path={patterns.home} element={<Arrival update={update} wallet={wallet} />} />
      <Route path={patterns.poster} element={<Arrival update={update} wallet={wallet} />} />
      <Route path={patterns.signIn} element={arrival(({ SignIn }) => <SignIn />)} />
      <Route path={patterns.waiting} element={arrival(({ Waiting }) => <Waiting />)} />
      <Route path={patterns.link} element={arrival(({ Link }) => <Link />)} />
      <Route path={patterns.wallet} element={member('shopper', drawWallet)} />
      <Route path={patterns.rewards} element={member('shopper', ({ Rewards }) => <Rewards />)} />
      <Route
        path={patterns.reward}
        element={member('shopper', ({ Reward }) => <Reward pass={drawPass} />, paths.rewards)}
      />
      <Route
        path={patterns.redemption}
        element={member(
          'voucher',
          ({ Redemption }) => <Redemption offer={installLater} />,
          paths.wallet,
        )}
      />
      <Route path={patterns.history} element={member('shopper', ({ History }) => <History />)} />
      <Route path={patterns.profile} element={member('account', ({ Profile }) => <Profile />)} />
      <Route
        path="*"
        element={
          <Frame notices={update}>
            <FailurePage requestId={null} />
          </Frame>
        }
      />
    </Routes>
  );
}

/** Whose words the page at an address says; every page but a member's speaks to whoever arrives. */
export function wordsAt(pathname: string, signedIn: boolean): Words {
  const arriving = [patterns.signIn, patterns.waiting, patterns.link];
  if (!signedIn || arriving.some((pattern) => matchPath(pattern, pathname))) return 'arrival';
  if (matchPath(patterns.redemption, pathname)) return 'voucher';
  return matchPath(patterns.profile, pathname) ? 'account' : 'shopper';
}

type Draw<K extends Words> = (pages: PagesOf<K>) => ReactNode;

/** A page of one kind, as soon as that kind's words and script are here. */
function Part<K extends Words>({ kind, page }: { kind: K; page: Draw<K> }) {
  return (
    <Spoken as={kind}>
      <Drawn kind={kind} page={page} />
    </Spoken>
  );
}

function Drawn<K extends Words>({ kind, page }: { kind: K; page: Draw<K> }) {
  return page(pagesOf(kind));
}

const drawPass: ShowPass = (asked) => (
  <Part kind="voucher" page={({ Pass }) => <Pass {...asked} />} />
);

/** A poster opens the wallet for a member, and the way in for everybody else. */
function Arrival({ update, wallet }: { update: ReactNode; wallet: ReactNode }) {
  const signedIn = useVisit()?.signedIn;
  const poster = <Part kind="arrival" page={({ Poster }) => <Poster />} />;
  return <Frame notices={update}>{signedIn ? overAll(wallet) : poster}</Frame>;
}

/** What belongs to the person stands over every page of theirs. */
const overAll = (page: ReactNode) => (
  <>
    {page}
    <Asks />
  </>
);

type MembersOnlyProps = { page: ReactNode; back: string | undefined; update: ReactNode };

function MembersOnly({ page, back, update }: MembersOnlyProps) {
  const signedIn = useVisit()?.signedIn;
  const signIn = <Part kind="arrival" page={({ SignIn }) => <SignIn />} />;
  return (
    <Frame back={signedIn ? back : undefined} notices={update}>
      {signedIn ? overAll(page) : signIn}
    </Frame>
  );
}
