import type { Decode } from './decode.ts';

/** Reading every frame heats a phone; fifteen a second find a code as soon as a hand is still. */
const restMs = 60;
/** One frame of this many is searched thoroughly. */
const thoroughEvery = 3;

/** Reads frame after frame until it is stopped. A frame without a code changes nothing. */
export function watch(
  video: HTMLVideoElement,
  decode: Decode,
  onTexts: (texts: readonly string[], at: number) => void,
): () => void {
  let stopped = false;
  let count = 0;
  let lastAt = 0;
  const next = () => {
    if (stopped) return;
    if ('requestVideoFrameCallback' in video) video.requestVideoFrameCallback(frame);
    else requestAnimationFrame(frame);
  };
  const frame = async () => {
    const at = performance.now();
    if (!stopped && at - lastAt >= restMs) {
      lastAt = at;
      count += 1;
      const texts = await decode(video, count % thoroughEvery === 0).catch(() => []);
      if (!stopped) onTexts(texts, performance.now());
    }
    next();
  };
  next();
  return () => {
    stopped = true;
  };
}
