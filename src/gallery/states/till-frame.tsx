import type { ReactNode } from 'react';
import type { Sight } from '#gallery/sight.ts';
import type { State } from '#gallery/state.ts';
import { shop } from '#gallery/values/shop.ts';
import { device, recent } from '#gallery/values/till.ts';
import { everything } from '#i18n/everything.ts';
import { formatOf } from '#i18n/format.ts';
import { CounterFrame } from '#till/counter/counter-frame.tsx';
import { WordsContext } from '#till/kit/words.tsx';

export const nothing = () => {};

/** A part of the till page, with its words. */
export const tillState = (
  { language }: Sight,
  name: string,
  drawn: ReactNode,
  press?: string,
): State => ({
  name,
  drawn: (
    <WordsContext
      value={{
        language,
        heard: language,
        t: everything(language),
        format: formatOf(language, shop.timeZone),
        change: nothing,
      }}
    >
      {drawn}
    </WordsContext>
  ),
  ...(press && { press }),
});

/** The counter's frame around a screen. */
export function Counter({
  sight,
  name,
  children,
}: {
  sight: Sight;
  name: string;
  children: ReactNode;
}) {
  const till = device(sight.brand);
  if (!till.shift) return null;
  return (
    <CounterFrame
      device={till}
      shift={till.shift}
      name={name}
      recent={name === 'ready' ? recent(sight.language) : []}
      sounds
      onSounds={nothing}
      onEnd={nothing}
      onUndo={nothing}
    >
      {children}
    </CounterFrame>
  );
}
