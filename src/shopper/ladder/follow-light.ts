/** How far a phone is tilted, in degrees, to move the light from one edge to the other. */
const tiltDegrees = 40;

/**
 * Lets the light on a card follow the pointer, and the tilt of a phone that tells it unasked. With less motion wished
 * for, it stays where it is.
 * @returns ends it
 */
export function followLight(card: HTMLElement): () => void {
  const still = matchMedia('(prefers-reduced-motion: reduce)');
  const stop = new AbortController();
  const options = { signal: stop.signal, passive: true };
  const put = (x: number, y: number) => {
    if (still.matches) return;
    card.style.setProperty('--light-x', `${Math.round(100 * x)}%`);
    card.style.setProperty('--light-y', `${Math.round(100 * y)}%`);
  };
  const pointed = ({ clientX, clientY }: PointerEvent) => {
    const { left, top, width, height } = card.getBoundingClientRect();
    put((clientX - left) / width, (clientY - top) / height);
  };
  const tilted = ({ beta, gamma }: DeviceOrientationEvent) => {
    if (beta !== null && gamma !== null)
      put(0.5 + gamma / tiltDegrees, 0.5 + (beta - tiltDegrees) / tiltDegrees);
  };
  card.addEventListener('pointermove', pointed, options);
  addEventListener('deviceorientation', tilted, options);
  return () => stop.abort();
}
