import { type Ref, type RefObject, useEffect, useRef } from 'react';
import { useScripts } from './use-scripts.ts';

interface SureDialog {
  /** False: the same question opens in `details`. */
  readonly scripts: boolean;
  readonly dialog: RefObject<HTMLDialogElement | null>;
  /** For the `details` that stand in without scripts. */
  readonly details: Ref<HTMLDetailsElement>;
  readonly ask: () => void;
}

/**
 * A dialog that asks once more before something is done. Who opened the question before scripts ran, in the `details`
 * that stood there, is still asked it when they run.
 */
export function useSureDialog(): SureDialog {
  const scripts = useScripts();
  const dialog = useRef<HTMLDialogElement>(null);
  const early = useRef(false);
  useEffect(() => {
    if (scripts && early.current) open(dialog.current);
  }, [scripts]);
  return {
    scripts,
    dialog,
    details: (element) => {
      // Drawn as well as open: who has dismissed the popover around it is not asked again.
      early.current ||= !!element?.open && element.getClientRects().length > 0;
    },
    ask: () => open(dialog.current),
  };
}

function open(dialog: HTMLDialogElement | null): void {
  dialog?.showModal();
  // A key that is pressed too soon must not say yes.
  dialog?.querySelector<HTMLElement>('.quiet')?.focus();
}
