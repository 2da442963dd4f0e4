import { type RefObject, useEffect, useEffectEvent, useRef, useState } from 'react';
import type { Symbology } from '#domain/scan/scanner-profile.ts';
import {
  type CameraFault,
  closeCamera,
  faultOf,
  hasLight,
  openCamera,
  switchLight,
} from './camera.ts';
import { loadDecoder } from './decoder.ts';
import { useVisible } from './use-visible.ts';
import { watch } from './watch.ts';

export interface Camera {
  readonly video: RefObject<HTMLVideoElement | null>;
  readonly state: 'off' | 'starting' | 'on' | CameraFault;
  /** Null: this camera has no light. */
  readonly light: boolean | null;
  toggleLight(): void;
  retry(): void;
}

/**
 * The camera, on while `wanted` and while the page can be seen.
 * @param symbology the store's own, read besides those that every phone shows
 */
export function useCamera(
  wanted: boolean,
  symbology: Symbology,
  onTexts: (texts: readonly string[], at: number) => void,
): Camera {
  const video = useRef<HTMLVideoElement>(null);
  const stream = useRef<MediaStream>(null);
  const [state, setState] = useState<Camera['state']>('off');
  const [light, setLight] = useState<boolean | null>(null);
  const [tries, setTries] = useState(0);
  const active = useVisible() && wanted;
  const read = useEffectEvent(onTexts);

  // `tries` starts it anew.
  // biome-ignore lint/correctness/useExhaustiveDependencies: as said above.
  useEffect(() => {
    if (!active) return;
    let stop = () => {};
    let ended = false;
    const fail = (error: unknown) => {
      if (!ended) setState(faultOf(error));
    };
    const start = async () => {
      setState('starting');
      // The reader loads while the person is asked and the camera starts.
      const loading = loadDecoder(symbology);
      loading.catch(() => {}); // Told below, once.
      const opened = await openCamera();
      stream.current = opened;
      if (ended) return closeCamera(opened);
      const screen = video.current;
      if (!screen) return;
      screen.srcObject = opened;
      await screen.play();
      const decode = await loading;
      if (ended) return;
      stop = watch(screen, decode, read);
      // Unplugged, or taken by a call.
      opened.getVideoTracks()[0]?.addEventListener('ended', () => fail(null));
      setLight(hasLight(opened) ? false : null);
      setState('on');
    };
    start().catch(fail);
    return () => {
      ended = true;
      stop();
      if (stream.current) closeCamera(stream.current);
      stream.current = null;
      setState('off');
      setLight(null);
    };
  }, [active, symbology, tries]);

  const toggleLight = () => {
    if (!stream.current || light === null) return;
    switchLight(stream.current, !light).then(
      () => setLight(!light),
      () => setLight(null),
    );
  };
  return { video, state, light, toggleLight, retry: () => setTries(tries + 1) };
}
