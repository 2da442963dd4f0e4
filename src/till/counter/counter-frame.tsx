import type { ReactNode } from 'react';
import type { RecentUse, TillDevice } from '#contract/till.ts';
import { ShiftMenu } from '#till/kit/shift-menu.tsx';
import { TopBar } from '#till/kit/top-bar.tsx';
import { Recent } from './recent.tsx';
import type { Use } from './screen.ts';

interface CounterFrameProps {
  readonly device: TillDevice;
  readonly shift: NonNullable<TillDevice['shift']>;
  /** The name of the screen inside. */
  readonly name: string;
  readonly recent: readonly RecentUse[];
  readonly sounds: boolean;
  readonly children: ReactNode;
  onSounds(on: boolean): void;
  onEnd(): void;
  onUndo(use: Use): void;
}

/** What is around every screen of the counter: the till, the associate, and what was redeemed today. */
export function CounterFrame(props: CounterFrameProps) {
  const { device, shift, name, recent, sounds, children, onSounds, onEnd, onUndo } = props;
  return (
    <>
      <TopBar device={device}>
        <ShiftMenu name={shift.name} sounds={sounds} onSounds={onSounds} onEnd={onEnd} />
      </TopBar>
      <div className="counter" data-screen={name}>
        <main className="counter-main">{children}</main>
        <Recent uses={recent} onUndo={onUndo} />
      </div>
    </>
  );
}
