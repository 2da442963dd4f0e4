import { useState } from 'react';
import { tillPages } from '#contract/paths.ts';
import type { TillDevice } from '#contract/till.ts';
import { Counter } from '#till/counter/counter.tsx';
import { ScannerCheck } from '#till/scanner/scanner-check.tsx';
import { Enrol } from '#till/shift/enrol.tsx';
import { NoDevice, Unreached } from '#till/shift/no-device.tsx';
import { SignIn } from '#till/shift/sign-in.tsx';
import { WordsContext } from './kit/words.tsx';
import { type DeviceState, useDevice } from './use-device.ts';
import { type ReadyWords, useWordsOf } from './use-words.ts';

/** The till page: first the device is set up, then an associate signs in, then the counter opens. */
export function Till({ spoken }: { spoken: ReadyWords }) {
  const { state, know, reload } = useDevice();
  const [token, setToken] = useState(() => tokenIn(location.pathname));
  const timeZone = state.kind === 'known' ? state.device.program.timeZone : 'UTC';
  const words = useWordsOf(spoken, timeZone);
  const leaveLink = () => {
    history.replaceState(null, '', tillPages.till);
    setToken(null);
  };
  return (
    <WordsContext value={words}>
      {token === null ? (
        <Stage state={state} know={know} reload={reload} />
      ) : (
        <Enrol token={token} onEnrolled={know} onLeave={leaveLink} />
      )}
    </WordsContext>
  );
}

interface StageProps {
  readonly state: DeviceState;
  know(device: TillDevice): void;
  reload(): void;
}

function Stage({ state, know, reload }: StageProps) {
  switch (state.kind) {
    case 'loading':
      return null; // The document's own background; the answer takes less than a word to read.
    case 'unreached':
      return <Unreached onRetry={reload} />;
    case 'unknown':
      return <NoDevice />;
    case 'known': {
      const { device } = state;
      if (device.shift && location.pathname === tillPages.scannerCheck) {
        return <ScannerCheck device={device} />;
      }
      return device.shift ? (
        <Counter device={device} shift={device.shift} onDevice={know} onShiftLost={reload} />
      ) : (
        <SignIn device={device} onDevice={know} onDeviceLost={reload} />
      );
    }
  }
}

/** The one-time token of a set-up link, from the address. */
function tokenIn(pathname: string): string | null {
  const prefix = tillPages.enrol.replace(':token', '');
  return pathname.startsWith(prefix) ? pathname.slice(prefix.length) : null;
}
