import { createContext, useContext, useMemo, useState } from 'react';
import type { Sends } from '#contract/endpoint.ts';
import type { Refusal } from '#domain/refusal.ts';
import { isShiftLost } from '#till/kit/ask.ts';
import type { FieldFault } from '#till/kit/field.tsx';
import { useSentence } from '#till/kit/words.tsx';
import { send } from '#web/client.ts';
import { type Failure, failureOf } from '#web/failure.ts';
import { useShown } from '#web/use-shown.ts';

/** Counts what is being sent and must not be left: called with 1 when it begins and with -1 when it is over. */
export const SendingContext = createContext<(change: 1 | -1) => void>(() => {});

/** The state of one form that is sent to the server. */
export interface Sending {
  readonly busy: boolean;
  readonly failure: Failure | null;
  /**
   * @returns the answer; null: there is none, and `failure` says why, or the form was left meanwhile. What comes late must not take the
   * place of what is shown now.
   */
  post<I, T>(address: Sends<I, T>, fields: NoInfer<I>): Promise<T | null>;
}

/** @param onlyAsks true: a scan may leave it while the answer is awaited, so it is not counted, also after it was left */
export function useSending(onShiftLost: () => void, { onlyAsks = false } = {}): Sending {
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const count = useContext(SendingContext);
  const isShown = useShown();
  return {
    busy,
    failure,
    async post<I, T>(address: Sends<I, T>, fields: NoInfer<I>): Promise<T | null> {
      setBusy(true);
      setFailure(null);
      if (!onlyAsks) count(1);
      try {
        const answer = await send(address, fields);
        return isShown() ? answer : null;
      } catch (error) {
        const found = failureOf(error);
        setFailure(found);
        if (found.kind === 'refused' && isShiftLost(found.refusal)) onShiftLost();
        return null;
      } finally {
        if (!onlyAsks) count(-1);
        setBusy(false);
      }
    },
  };
}

/**
 * The server's refusal of one field's content, for that field; otherwise the form shows it.
 * @param isAbout whether a refusal is about the field
 */
export function useFieldFault(
  failure: Failure | null,
  isAbout: (refusal: Refusal) => boolean,
): FieldFault | null {
  const sentence = useSentence();
  const refusal = failure?.kind === 'refused' && isAbout(failure.refusal) ? failure.refusal : null;
  // biome-ignore lint/correctness/useExhaustiveDependencies: each failure is another fault; another language is none.
  return useMemo(() => refusal && { text: sentence(refusal) }, [refusal]);
}
