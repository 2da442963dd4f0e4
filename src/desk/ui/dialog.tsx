import { type ReactNode, useEffect, useId, useLayoutEffect, useRef } from 'react';
import { useWords } from '#desk/api/words.tsx';

/** A question over the page. It is there as long as it is drawn; Escape, and a press beside it, close it. */
export function Dialog({
  title,
  onClose,
  children,
}: {
  readonly title: string;
  onClose(): void;
  readonly children: ReactNode;
}) {
  const { t } = useWords();
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  // Before the first frame: a dialog that is drawn and not open yet would miss Escape.
  useLayoutEffect(() => {
    const shown = dialog.current;
    shown?.showModal();
    return () => shown?.close();
  }, []);
  useEffect(
    () => () => {
      // The browser gives the focus back to what had it, unless that is gone by now.
      if (document.activeElement === document.body) document.querySelector('h1')?.focus();
    },
    [],
  );
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape closes it, as the browser does by itself
    <dialog
      ref={dialog}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClick={(event) => {
        if (event.target === dialog.current) onClose();
      }}
    >
      <div className="dialog-body">
        <h2 id={id}>{title}</h2>
        {children}
      </div>
      <button
        type="button"
        className="dialog-close"
        aria-label={t('common.close')}
        onClick={onClose}
      >
        ×
      </button>
    </dialog>
  );
}
