import type { ReactNode } from 'react';

interface WayOutProps {
  /** While something is under way it ignores a press, because what is done must not look cancelled. */
  readonly busy: boolean;
  /** Further classes. */
  readonly className?: string;
  readonly children: ReactNode;
  onPress(): void;
}

/** A button that leaves a screen. It is never `disabled`, which would lose the focus and say nothing to a screen reader. */
export function WayOut({ busy, className = '', children, onPress }: WayOutProps) {
  return (
    <button
      type="button"
      className={`button ${className}`.trim()}
      aria-disabled={busy}
      onClick={busy ? undefined : onPress}
    >
      {children}
    </button>
  );
}
