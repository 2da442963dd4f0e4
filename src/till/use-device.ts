import { useCallback, useEffect, useState } from 'react';
import { tillLinks } from '#contract/links.ts';
import type { TillDevice } from '#contract/till.ts';
import { read } from '#web/client.ts';
import { failureOf } from '#web/failure.ts';
import { newest } from '#web/newest.ts';

export type DeviceState =
  | { readonly kind: 'loading' }
  | { readonly kind: 'unreached' }
  /** This browser was never made a till, or is one no longer. */
  | { readonly kind: 'unknown' }
  | { readonly kind: 'known'; readonly device: TillDevice };

/**
 * What this device is. `reload` asks the server; `know` takes it from another answer, and then an older question's, which may
 * come after it on a slow network, says nothing.
 */
export function useDevice() {
  const [state, setState] = useState<DeviceState>({ kind: 'loading' });
  const [answers] = useState(newest);
  const know = useCallback(
    (device: TillDevice) => {
      answers.begin();
      setState({ kind: 'known', device });
    },
    [answers],
  );
  const reload = useCallback(() => {
    const isNewest = answers.begin();
    const learn = (learned: DeviceState) => {
      if (isNewest()) setState(learned);
    };
    read(tillLinks.device).then(
      (device) => learn({ kind: 'known', device }),
      (error: unknown) => {
        const failure = failureOf(error);
        const unknown = failure.kind === 'refused' && failure.refusal.key === 'device-unknown';
        learn({ kind: unknown ? 'unknown' : 'unreached' });
      },
    );
  }, [answers]);
  useEffect(reload, [reload]);
  return { state, know, reload };
}
