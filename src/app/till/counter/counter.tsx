import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { send } from '#app/api/client.ts';
import { ShiftMenu } from '#app/till/frame/shift-menu.tsx';
import { sound, useSounds } from '#app/till/frame/tones.ts';
import { TopBar } from '#app/till/frame/top-bar.tsx';
import { readScanText } from '#app/till/scan/scan-text.ts';
import { typeInto } from '#app/till/scan/type-into.ts';
import { useWedge } from '#app/till/scan/use-wedge.ts';
import { useAwake } from '#app/till/scan/wake.ts';
import { useWords } from '#app/till/words.tsx';
import { tillApi } from '#contract/paths.ts';
import type { TillDevice } from '#contract/till.ts';
import { isDigits } from '#domain/scanner-profile.ts';
import { Face } from './face.tsx';
import { Ready } from './ready.tsx';
import { Recent } from './recent.tsx';
import { Spoken } from './spoken.tsx';
import { toneOf } from './tone-of.ts';
import { useCounter } from './use-counter.ts';

interface CounterProps {
  readonly device: TillDevice;
  readonly shift: NonNullable<TillDevice['shift']>;
  onDevice(device: TillDevice): void;
  onShiftLost(): void;
}

/** The till in use: scan, see what to give, give it. */
export function Counter({ device, shift, onDevice, onShiftLost }: CounterProps) {
  const { t } = useWords();
  const { screen, recent, actions } = useCounter(onShiftLost);
  const [sounds, setSounds] = useSounds();
  const [typed, setTyped] = useState('');
  const field = useRef<HTMLInputElement>(null);
  const [otherLayout, setOtherLayout] = useState(false);
  const isReady = screen.name === 'ready' || screen.name === 'looking';
  useAwake();

  const scan = (raw: string) => {
    const { text, otherLayout: other } = readScanText(raw, device.scanner);
    if (other) setOtherLayout(true);
    if (text) actions.scan(text);
  };
  const typeDigits = (keys: string) => {
    const digitsOnly = isDigits(device.scanner);
    if (!isReady || !(digitsOnly ? /^\d+$/ : /^[!-~]+$/).test(keys)) return;
    field.current?.focus();
    typeInto(field.current, keys);
  };
  useWedge(scan, typeDigits);

  const tone = toneOf(screen);
  const play = useEffectEvent(() => {
    if (tone && sounds) sound(tone);
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new screen with the same tone sounds again.
  useEffect(play, [screen.name, tone]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new screen begins at its top.
  useEffect(() => {
    scrollTo(0, 0);
  }, [screen.name]);

  useEffect(() => {
    if (!isReady) setTyped('');
  }, [isReady]);

  const endShift = () => {
    // Without an answer the shift is as it was; asking the server tells.
    send<TillDevice>(tillApi.endShift, {}).then(onDevice, onShiftLost);
  };
  return (
    <>
      <TopBar device={device}>
        <ShiftMenu name={shift.name} sounds={sounds} onSounds={setSounds} onEnd={endShift} />
      </TopBar>
      <div className="counter" data-screen={screen.name}>
        <main className="counter-main">
          {otherLayout && isReady && (
            <p className="note">
              <span>{t('till.layout')}</span>
              <button type="button" className="button" onClick={() => setOtherLayout(false)}>
                {t('common.close')}
              </button>
            </p>
          )}
          {isReady ? (
            <Ready
              screen={screen}
              scanner={device.scanner}
              field={field}
              typed={typed}
              onType={setTyped}
              onScan={scan}
            />
          ) : (
            <Face screen={screen} actions={actions} />
          )}
          <Spoken screen={screen} />
        </main>
        <Recent uses={recent} onUndo={actions.undo} />
      </div>
    </>
  );
}
