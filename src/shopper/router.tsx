import type { ReactNode } from 'react';
import { matchPath, Route, Routes, useLocation, useParams } from 'react-router';
import { paths, patterns } from '#contract/paths.ts';
import { useVisit } from '#shopper/api/queries.ts';
import { FailurePage } from '#shopper/frame/failure-page.tsx';
import { Frame } from '#shopper/frame/frame.tsx';
import { HistoryPage } from '#shopper/history/history-page.tsx';
import { LinkPage } from '#shopper/link/link-page.tsx';
import { PosterPage } from '#shopper/poster/poster-page.tsx';
import { ProfilePage } from '#shopper/profile/profile-page.tsx';
import { RedemptionPage } from '#shopper/redemption/redemption-page.tsx';
import { RewardPage } from '#shopper/rewards/reward-page.tsx';
import { RewardsPage } from '#shopper/rewards/rewards-page.tsx';
import { SignInPage } from '#shopper/sign-in/sign-in-page.tsx';
import { WaitingPage } from '#shopper/sign-in/waiting-page.tsx';
import { usePage, type Words } from '#shopper/ui/page-context.tsx';
import { Spoken } from '#shopper/ui/spoken.tsx';
import { Asks } from '#shopper/wallet/asks.tsx';
import { WalletPage } from '#shopper/wallet/wallet-page.tsx';

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
  const member = (words: Words, page: ReactNode, back?: string) => (
    <MembersOnly back={back} update={update} page={<Spoken as={words}>{page}</Spoken>} />
  );
  const wallet = (
    <Spoken as="shopper">
      <WalletPage offer={install} />
    </Spoken>
  );
  const installLater = <Spoken as="shopper">{install}</Spoken>;
  return (
    <Routes>
      <Route path={patterns.home} element={<Arrival update={update} wallet={wallet} />} />
      <Route path={patterns.poster} element={<Arrival update={update} wallet={wallet} />} />
      <Route
        path={patterns.signIn}
        element={
          <Frame notices={update}>
            <SignInPage />
          </Frame>
        }
      />
      <Route
        path={patterns.waiting}
        element={
          <Frame notices={update}>
            <Waiting />
          </Frame>
        }
      />
      <Route
        path={patterns.link}
        element={
          <Frame notices={update}>
            <Link />
          </Frame>
        }
      />
      <Route path={patterns.wallet} element={member('shopper', wallet)} />
      <Route path={patterns.rewards} element={member('shopper', <RewardsPage />)} />
      <Route path={patterns.reward} element={member('shopper', <Reward />, paths.rewards)} />
      <Route
        path={patterns.redemption}
        element={member('voucher', <Redemption offer={installLater} />, paths.wallet)}
      />
      <Route path={patterns.history} element={member('shopper', <HistoryPage />)} />
      <Route path={patterns.profile} element={member('account', <ProfilePage />)} />
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

/** A poster opens the wallet for a member, and the way in for everybody else. */
function Arrival({ update, wallet }: { update: ReactNode; wallet: ReactNode }) {
  const { placement } = useParams();
  const signedIn = useVisit()?.signedIn;
  return (
    <Frame notices={update}>
      {signedIn ? overAll(wallet) : <PosterPage placement={placement} />}
    </Frame>
  );
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
  return (
    <Frame back={signedIn ? back : undefined} notices={update}>
      {signedIn ? overAll(page) : <SignInPage />}
    </Frame>
  );
}

// Each page gets its part of the address as an argument, and is made anew when that part changes.
const Waiting = () => (
  <Part name="signInId" page={(id) => <WaitingPage key={id} signInId={id} />} />
);
const Link = () => <Part name="token" page={(token) => <LinkPage key={token} token={token} />} />;
const Reward = () => <Part name="rewardId" page={(id) => <RewardPage key={id} rewardId={id} />} />;
const Redemption = ({ offer }: { offer: ReactNode }) => (
  <Part
    name="redemptionId"
    page={(id) => <RedemptionPage key={id} redemptionId={id} offer={offer} />}
  />
);

function Part({ name, page }: { name: string; page: (value: string) => ReactNode }) {
  return page(useParams()[name] ?? '');
}
