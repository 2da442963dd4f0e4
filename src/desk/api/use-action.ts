import { useState } from 'react';
import { isSignedOut, useRefresh } from './queries.ts';

/** Something that a button or a form does. */
export interface Action<A extends readonly unknown[]> {
  run(...args: A): void;
  readonly busy: boolean;
  /** What went wrong the last time; null: nothing. */
  readonly error: unknown;
  forget(): void;
}

/**
 * Runs an act, one at a time, and has everything that is shown ask again once it is done. Where it failed, the page stays
 * as it is, with what was typed; a session that has ended leads to the sign-in.
 */
export function useAction<A extends readonly unknown[], T>(
  act: (...args: A) => Promise<T>,
  done?: (answer: T) => void,
): Action<A> {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const refresh = useRefresh();
  const run = async (args: A) => {
    setBusy(true);
    setError(null);
    try {
      const answer = await act(...args);
      done?.(answer);
      await refresh();
    } catch (fault) {
      setError(fault);
      if (isSignedOut(fault)) await refresh();
    } finally {
      setBusy(false);
    }
  };
  return {
    run: (...args) => {
      if (!busy) void run(args);
    },
    busy,
    error,
    forget: () => setError(null),
  };
}
