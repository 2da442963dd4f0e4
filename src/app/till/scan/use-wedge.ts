import { useEffect, useEffectEvent } from 'react';
import { isField, putInto, typeInto } from './type-into.ts';
import { idleWedge, pauseMs, type WedgeStep, wedgeKey, wedgePause } from './wedge.ts';

/** Hears a scanner that types, wherever the focus is. What it types reaches no control. */
export function useWedge(onScan: (raw: string) => void): void {
  const scanned = useEffectEvent(onScan);
  useEffect(() => {
    let wedge = idleWedge;
    let timer = 0;
    let undo = () => {};

    const take = (step: WedgeStep) => {
      wedge = step.wedge;
      if (step.giveBack) typeInto(document.activeElement, step.giveBack);
      if (step.scan === null) return;
      undo();
      scanned(step.scan);
    };
    const onKey = (event: KeyboardEvent) => {
      // A key held down repeats as fast as a scanner; a shortcut is the person's; an input method composes.
      if (event.repeat || event.isComposing || event.ctrlKey || event.metaKey || event.altKey)
        return;
      const step = wedgeKey(wedge, event.key, event.timeStamp);
      if (step.wedge.keys.length === 1 && event.key.length === 1) undo = undoFor(event.target);
      take(step);
      if (step.swallow) {
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

/** Takes out of a field the two keys that came before the burst was known for a scanner's. */
function undoFor(target: EventTarget | null): () => void {
  if (!isField(target)) return () => {};
  const before = target.value;
  return () => {
    if (target.isConnected) putInto(target, before);
  };
}
