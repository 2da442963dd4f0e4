import { type ReactNode, useEffect, useRef } from 'react';

interface MainButtonProps {
  readonly busy?: boolean;
  readonly describedBy?: string;
  readonly children: ReactNode;
  onPress(): void;
}

/** The one large button of a screen. It takes the focus, so that Enter is enough at a keyboard. */
export function MainButton({ busy = false, describedBy, children, onPress }: MainButtonProps) {
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    button.current?.focus({ preventScroll: true });
  }, []);
  return (
    <button
      ref={button}
      type="button"
      className="button button-main"
      // Not `disabled`, which would lose the focus while the answer is awaited.
      aria-disabled={busy}
      aria-describedby={describedBy}
      onClick={busy ? undefined : onPress}
    >
      {children}
    </button>
  );
}
