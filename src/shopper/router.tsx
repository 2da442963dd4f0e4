import { type ReactNode, useState } from 'react';
import { matchPath, Route, Routes, useLocation, useNavigationType } from 'react-router';
import { type PageName, pages } from '#contract/pages.ts';
import { paths } from '#contract/paths.ts';
import { useVisit } from '#shopper/api/queries.ts';
import { FailurePage } from '#shopper/frame/failure-page.tsx';
import { ArrivalContext, Frame } from '#shopper/frame/frame.tsx';
import { type PagesOf, pagesOf } from '#shopper/parts.ts';
import type { ShowPass } from '#shopper/rewards/reward-page.tsx';
import { usePage, type Words } from '#shopper/ui/page-context.tsx';
import { WhenLoaded } from '#shopper/ui/when-loaded.tsx';
import { useWide } from '#shopper/use-wide.ts';
import { Asks } from '#shopper/wallet/asks.tsx';
import type { MoreRewards } from '#shopper/wallet/wallet-page.tsx';

/** The app's own notices: in the frame and on two pages. */
export interface Notices {
  /** "A new version is ready." */
  readonly update?: ReactNode;
  /** The offer to install, after the first redemption. */
  readonly install?: ReactNode;
}

/** Which page an address shows. Only here do the places of the app meet. */
export function Pages({ update, install }: Notices) {
  const { failure } = usePage();
  const location = useLocation();
  const arrival = useNavigationType();
  const wide = useWide();
  const behind = useBehind(wide);
  if (failure && location.key === 'default') {
    const requestId = failure.status === 500 ? failure.requestId : null;
    return (
      <Frame notices={update}>
        <FailurePage requestId={requestId} />
      </Frame>
    );
  }
  const wallet: Draw<'shopper'> = ({ Wallet }) => (
    <Wallet offer={install} moment={moments} more={wide ? moreRewards : undefined} />
  );
  const drawn: { readonly [N in PageName]: Draw<(typeof pages)[N]['words']> } = {
    home: wallet,
    poster: wallet,
    signIn: ({ SignIn }) => <SignIn />,
    waiting: ({ Waiting }) => <Waiting />,
    link: ({ Link }) => <Link />,
    handOver: ({ HandOver }) => <HandOver />,
    wallet,
    scan: ({ Scan }) => <Scan />,
    rewards: ({ Rewards }) => <Rewards />,
    reward: ({ Reward }) => <Reward pass={drawPass} />,
    redemption: ({ Redemption }) => <Redemption offer={install} />,
    history: ({ History }) => <History />,
    earning: ({ Earning }) => <Earning />,
    ladder: ({ Ladder }) => <Ladder />,
    held: ({ Held }) => <Held />,
    profile: ({ Profile }) => <Profile />,
  };
  const framed = <N extends PageName>(name: N) => (
    <Framed
      {...pages[name]}
      page={<Part kind={pages[name].words} page={drawn[name]} />}
      back={back[name]}
      update={update}
      beside={wide && beside}
    />
  );
  const lost = (
    <Frame notices={update}>
      <FailurePage requestId={null} />
    </Frame>
  );
  return (
    <>
      <ArrivalContext value={arrival}>
        <Routes location={behind ? { pathname: behind, key: behind } : location}>
          {pageNames.map((name) => (
            <Route key={name} path={pages[name].pattern} element={framed(name)} />
          ))}
          <Route path="*" element={lost} />
        </Routes>
      </ArrivalContext>
      {behind && (
        <Part
          kind="wide"
          page={({ RewardDialog }) => (
            <RewardDialog asks={<Asks />}>
              <Part kind="rewards" page={drawn.reward} />
            </RewardDialog>
          )}
        />
      )}
    </>
  );
}

/**
 * The page that a reward was opened from, over which a wide screen shows it. A reward whose address was loaded, or
 * loaded again, is a page.
 */
function useBehind(wide: boolean): string | null {
  const { key, state } = useLocation();
  const [first] = useState(key);
  return wide && key !== first && typeof state === 'string' ? state : null;
}

/** The way back from a page that is opened from another one. */
const back: { readonly [N in PageName]?: string } = {
  reward: paths.rewards,
  redemption: paths.wallet,
  ladder: paths.wallet,
  earning: paths.wallet,
  held: paths.profile,
};

const pageNames = Object.keys(pages) as PageName[]; // These are all keys that the object has.

/** The kind of words for the page at an address; for a stranger every page has the kind `arrival`. */
export function wordsAt(pathname: string, signedIn: boolean): Words {
  const name = signedIn && pageNames.find((one) => matchPath(pages[one].pattern, pathname));
  if (name) return pages[name].words;
  return signedIn ? 'shopper' : 'arrival';
}

type Draw<K extends Words> = (pages: PagesOf<K>) => ReactNode;

/** A page of one kind, when that kind's words and script are here. */
function Part<K extends Words>({ kind, page }: { kind: K; page: Draw<K> }) {
  return (
    <WhenLoaded as={kind}>
      <Drawn kind={kind} page={page} />
    </WhenLoaded>
  );
}

function Drawn<K extends Words>({ kind, page }: { kind: K; page: Draw<K> }) {
  return page(pagesOf(kind));
}

const moments = <Part kind="card" page={({ Moments }) => <Moments />} />;

const moreRewards: MoreRewards = (ticket) => (
  <Part kind="wide" page={({ MoreRewards }) => <MoreRewards ticket={ticket} />} />
);

const beside = <Part kind="wide" page={({ Beside }) => <Beside />} />;

const drawPass: ShowPass = (asked) => (
  <Part kind="voucher" page={({ Pass }) => <Pass {...asked} />} />
);

type FramedProps = (typeof pages)[PageName] & {
  readonly page: ReactNode;
  readonly back: string | undefined;
  readonly update: ReactNode;
  /** What a wide screen adds to every page. */
  readonly beside: ReactNode;
};

/** A page for those who may open it. A stranger gets the sign-in instead, on a poster with the poster's words. */
function Framed({ who, words, page, back, update, beside }: FramedProps) {
  const signedIn = useVisit()?.signedIn;
  if (words === 'arrival') return <Frame notices={update}>{page}</Frame>;
  const wayIn: Draw<'arrival'> = ({ Poster, SignIn }) =>
    who === 'member' ? <SignIn /> : <Poster />;
  return (
    <Frame back={signedIn ? back : undefined} notices={update}>
      {signedIn ? (
        <>
          {page}
          {/* A till's question to the person shows on every page of theirs. */}
          <Asks />
          {beside}
        </>
      ) : (
        <Part kind="arrival" page={wayIn} />
      )}
    </Frame>
  );
}
