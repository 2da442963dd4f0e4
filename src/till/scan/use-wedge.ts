import { useEffectEvent, useLayoutEffect } from 'react';
import { endsScan, isSign, meantBy } from './meant-key.ts';
import { isField, putInto, typeInto } from './type-into.ts';
import { idleWedge, pauseMs, type WedgeStep, wedgeKey, wedgePause } from './wedge.ts';

/** A slow scanner is not recognised as one; its Enter must not press the focused button, which may be Redeem. */
const strayGapMs = 300;
const strayScan = 6;

/**
 * Listens to a scanner that types, wherever the focus is. Its keys reach no control. `onTyped` gets what a person typed
 * while no field had the focus.
 */
export function useWedge(onScan: (raw: string) => void, onTyped: (keys: string) => void): void {
  const scanned = useEffectEvent(onScan);
  const typed = useEffectEvent(onTyped);
  // From the frame on that asks for a scan: an effect after it would miss the keys that come at once.
  useLayoutEffect(() => {
    let wedge = idleWedge;
    let timer = 0;
    let field: HTMLInputElement | null = null;
    let before = '';
    let strayKeys = 0;
    let strayAt = 0;

    const take = (step: WedgeStep) => {
      wedge = step.wedge;
      if (step.swallowed && field) typeInto(field, step.swallowed);
      if (step.typed && !field) typed(step.typed);
      if (step.scan === null) return;
      // The first keys of the burst came before it was recognised as a scanner's.
      if (field?.isConnected) putInto(field, before);
      scanned(step.scan);
    };
    const onKey = (event: KeyboardEvent) => {
      // A held key repeats as fast as a scanner; an input method composes.
      if (event.repeat || event.isComposing) return;
      const key = meantBy(event);
      const step = wedgeKey(wedge, key, event.timeStamp);
      take(step);
      if (step.wedge.keys.length === 1 && isSign(key)) {
        // What was typed before may just have moved the focus.
        field = isField(document.activeElement) ? document.activeElement : null;
        before = field?.value ?? '';
      }
      const stray = event.timeStamp - strayAt <= strayGapMs ? strayKeys : 0;
      const fresh = key === 'Tab' || isField(document.activeElement);
      strayKeys = fresh ? 0 : stray + (isSign(key) ? 1 : 0);
      strayAt = event.timeStamp;
      if (step.swallow || (endsScan(key) && key !== 'Tab' && stray >= strayScan)) {
        event.preventDefault();
        event.stopPropagation();
      }
      clearTimeout(timer);
      if (wedge.keys)
        timer = window.setTimeout(() => take(wedgePause(wedge, performance.now())), pauseMs + 10);
    };
    addEventListener('keydown', onKey, { capture: true });
    return () => {
      clearTimeout(timer);
      removeEventListener('keydown', onKey, { capture: true });
    };
  }, []);
}
