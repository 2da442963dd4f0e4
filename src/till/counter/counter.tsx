import { useEffect, useEffectEvent } from 'react';
import { tillLinks } from '#contract/links.ts';
import type { TillDevice } from '#contract/till.ts';
import { sound, useSounds } from '#till/kit/tones.ts';
import { useWords } from '#till/kit/words.tsx';
import { deskTone, lookUp } from '#till/members/desk.ts';
import { DeskFace } from '#till/members/desk-face.tsx';
import { SendingContext } from '#till/members/use-sending.ts';
import { useWedge } from '#till/scan/use-wedge.ts';
import { useAwake } from '#till/scan/wake.ts';
import { send } from '#web/client.ts';
import { CounterFrame } from './counter-frame.tsx';
import { Face } from './face.tsx';
import { Ready } from './ready.tsx';
import { Spoken } from './spoken.tsx';
import { toneOf } from './tone-of.ts';
import { useCounter } from './use-counter.ts';
import { useDigits } from './use-digits.ts';
import { useScans } from './use-scans.ts';

interface CounterProps {
  readonly device: TillDevice;
  readonly shift: NonNullable<TillDevice['shift']>;
  onDevice(device: TillDevice): void;
  onShiftLost(): void;
}

/** The till in use: scan, see what to give, and give it; or find the member and suggest a reward. */
export function Counter({ device, shift, onDevice, onShiftLost }: CounterProps) {
  const { screen, recent, changes, actions } = useCounter(onShiftLost);
  const scans = useScans(screen, actions, device.scanner);
  const { desk, go } = scans;
  const [sounds, setSounds] = useSounds();
  const colleagues = device.associates.filter(({ id }) => id !== device.shift?.associateId);
  const isReady = !desk && (screen.name === 'ready' || screen.name === 'looking');
  const digits = useDigits(isReady, device.scanner);
  useAwake();
  useWedge(scans.scan, digits.typeKeys);
  useArrival(desk ? desk.name : screen.name, desk ? deskTone(desk) : toneOf(screen), sounds);

  useLanguage(() => {
    if (desk?.name === 'member') go(lookUp(desk.member.number, desk.note));
  });

  const endShift = () => {
    // Without an answer the shift is as it was; asking the server tells.
    send(tillLinks.endShift, {}).then(onDevice, onShiftLost);
  };
  const undo: typeof actions.undo = (use) => {
    go(null);
    actions.undo(use);
  };
  return (
    <CounterFrame
      device={device}
      shift={shift}
      name={desk ? 'desk' : screen.name}
      recent={recent}
      sounds={sounds}
      onSounds={setSounds}
      onEnd={endShift}
      onUndo={undo}
    >
      {scans.otherLayout && isReady && <OtherLayout onClose={scans.forgetLayout} />}
      {desk ? (
        <SendingContext value={scans.countSending}>
          <DeskFace
            desk={desk}
            currency={device.program.currency}
            colleagues={colleagues}
            changes={changes}
            go={go}
            onGiven={(voucher) => {
              go(null);
              actions.given(voucher);
            }}
            onShiftLost={onShiftLost}
          />
        </SendingContext>
      ) : isReady ? (
        <Ready
          screen={screen}
          scanner={device.scanner}
          digits={digits}
          onScan={scans.scan}
          onTyped={scans.type}
          onFind={() => go({ name: 'find', typed: '', note: null })}
          onJoin={() => go({ name: 'join', email: '' })}
          onCheckIn={device.checkIn ? () => go({ name: 'check-in' }) : null}
          onNext={actions.next}
        />
      ) : (
        <Face screen={screen} actions={actions} art={device.program.art} colleagues={colleagues} />
      )}
      {!desk && <Spoken screen={screen} />}
    </CounterFrame>
  );
}

/** Asks again for everything in the server's words when the language changes. */
function useLanguage(onOther: () => void): void {
  const { heard } = useWords();
  const other = useEffectEvent(onOther);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each language is another one.
  useEffect(() => other(), [heard]);
}

/** A new screen begins at its top, and plays its sound. */
function useArrival(name: string, tone: ReturnType<typeof toneOf>, sounds: boolean): void {
  const play = useEffectEvent(() => {
    if (tone && sounds) sound(tone);
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new screen with the same tone sounds again.
  useEffect(play, [name, tone]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new screen begins at its top.
  useEffect(() => {
    scrollTo(0, 0);
  }, [name]);
}

/** The scanner types in another keyboard layout; what it sent was understood all the same. */
function OtherLayout({ onClose }: { onClose: () => void }) {
  const { t } = useWords();
  return (
    <p className="note">
      <span>{t('till.layout')}</span>
      <button type="button" className="button" onClick={onClose}>
        {t('common.close')}
      </button>
    </p>
  );
}
