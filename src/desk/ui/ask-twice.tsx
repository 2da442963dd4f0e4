import { useEffect, useRef } from 'react';
import { useAction } from '#desk/api/use-action.ts';
import { useWords } from '#desk/api/words.tsx';
import { Dialog } from './dialog.tsx';
import { Fault } from './fault.tsx';

/** Something that ends, before it does. */
export interface Ending {
  /** What ends, as a question. */
  readonly title: string;
  /** What that means for whoever works there, and what brings it back. */
  readonly means: string;
  /** The button that does it. */
  readonly yes: string;
  end(): Promise<unknown>;
}

/**
 * Asks before something ends that one tap would end. The button that leaves it as it is has the focus, so that a second
 * press of Enter ends nothing; afterwards the focus is on the page's heading, because the pressed button may be gone.
 */
export function AskTwice({ ending, onClose }: { readonly ending: Ending; onClose(): void }) {
  const { t } = useWords();
  const isOver = useRef(false);
  const act = useAction(ending.end, () => {
    isOver.current = true;
    onClose();
  });
  useEffect(
    () => () => {
      if (isOver.current) document.querySelector('h1')?.focus();
    },
    [],
  );
  return (
    <Dialog title={ending.title} onClose={onClose}>
      <p>{ending.means}</p>
      <Fault error={act.error} />
      <div className="row">
        <button type="button" className="button quiet" onClick={onClose}>
          {t('desk.keep')}
        </button>
        <button
          type="button"
          className="button danger"
          aria-disabled={act.busy}
          onClick={() => act.run()}
        >
          {ending.yes}
        </button>
      </div>
    </Dialog>
  );
}
