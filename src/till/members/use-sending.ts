import { useState } from 'react';
import { isShiftLost } from '#till/kit/ask.ts';
import { send } from '#web/client.ts';
import { type Failure, failureOf } from '#web/failure.ts';

/** One form's way to the server and back. */
export interface Sending {
  readonly busy: boolean;
  readonly failure: Failure | null;
  /** @returns the answer, or null when there is none: then `failure` says why */
  post<T>(path: string, fields: Readonly<Record<string, unknown>>): Promise<T | null>;
}

export function useSending(onShiftLost: () => void): Sending {
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  return {
    busy,
    failure,
    async post<T>(path: string, fields: Readonly<Record<string, unknown>>): Promise<T | null> {
      setBusy(true);
      setFailure(null);
      try {
        return await send<T>(path, fields);
      } catch (error) {
        const found = failureOf(error);
        setFailure(found);
        if (found.kind === 'refused' && isShiftLost(found.refusal)) onShiftLost();
        return null;
      } finally {
        setBusy(false);
      }
    },
  };
}
