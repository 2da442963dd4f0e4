import { useEffectEvent, useLayoutEffect } from 'react';
import type { KeyPress } from '#domain/scan/scanner-check.ts';
import { endBurst, pressKey, silenceMs } from './key-burst.ts';

/** Listens to every key that a scanner presses, wherever the focus is. */
export function useKeys(onScan: (keys: readonly KeyPress[]) => void): void {
  const scanned = useEffectEvent(onScan);
  // From the frame on that asks for a scan (see `useWedge`).
  useLayoutEffect(() => {
    let keys: readonly KeyPress[] = [];
    let timer = 0;
    let endedAt = Number.NEGATIVE_INFINITY;
    const end = () => {
      const scan = endBurst(keys);
      keys = [];
      if (scan) scanned(scan);
    };
    const onKey = (event: KeyboardEvent) => {
      if (event.repeat) return;
      const { key, ctrlKey, altKey, metaKey, timeStamp: at } = event;
      const step = pressKey(keys, { key, ctrlKey, altKey, metaKey, at }, endedAt);
      keys = step.keys;
      if (step.scan) endedAt = at;
      if (step.swallow) {
        event.preventDefault();
        event.stopPropagation();
      }
      if (step.scan) scanned(step.scan);
      clearTimeout(timer);
      if (keys.length > 0) timer = window.setTimeout(end, silenceMs);
    };
    addEventListener('keydown', onKey, { capture: true });
    return () => {
      clearTimeout(timer);
      removeEventListener('keydown', onKey, { capture: true });
    };
  }, []);
}
