import { useCallback, useEffect, useState } from 'react';
import { tillLinks } from '#contract/links.ts';
import type { TillDevice } from '#contract/till.ts';
import { read } from '#web/client.ts';
import { failureOf } from '#web/failure.ts';

export type DeviceState =
  | { readonly kind: 'loading' }
  | { readonly kind: 'unreached' }
  /** This browser was never made a till, or is one no longer. */
  | { readonly kind: 'unknown' }
  | { readonly kind: 'known'; readonly device: TillDevice };

/** What this device is. `reload` asks the server; `know` takes it from another answer. */
export function useDevice() {
  const [state, setState] = useState<DeviceState>({ kind: 'loading' });
  const know = useCallback((device: TillDevice) => setState({ kind: 'known', device }), []);
  const reload = useCallback(() => {
    read(tillLinks.device).then(know, (error: unknown) => {
      const failure = failureOf(error);
      const unknown = failure.kind === 'refused' && failure.refusal.key === 'device-unknown';
      setState({ kind: unknown ? 'unknown' : 'unreached' });
    });
  }, [know]);
  useEffect(reload, [reload]);
  return { state, know, reload };
}
