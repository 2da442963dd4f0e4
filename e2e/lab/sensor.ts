import { between, type Chance } from './chance.ts';
import type { Grey, Light } from './light.ts';

/** Softens as a lens does that is out of focus. @param sigma in pixels */
export function blur(light: Light, sigma: number): Light {
  if (sigma < 0.1) return light;
  const reach = Math.ceil(3 * sigma);
  const weights = Array.from({ length: 2 * reach + 1 }, (_, at) =>
    Math.exp(-((at - reach) ** 2) / (2 * sigma ** 2)),
  );
  const sum = weights.reduce((total, weight) => total + weight, 0);
  const even = Float32Array.from(weights, (weight) => weight / sum);
  const { width, height } = light;
  const across = smear(light.data, { length: width, step: 1, lines: height, apart: width }, even);
  const data = smear(across, { length: height, step: width, lines: width, apart: 1 }, even);
  return { data, width, height };
}

interface Lines {
  /** Pixels of a line, and how far each is from the next. */
  readonly length: number;
  readonly step: number;
  readonly lines: number;
  readonly apart: number;
}

function smear(from: Float32Array, { length, step, lines, apart }: Lines, weights: Float32Array) {
  const to = new Float32Array(from.length);
  const reach = (weights.length - 1) / 2;
  for (let line = 0; line < lines; line++)
    for (let at = 0; at < length; at++) {
      const border = at < reach || at >= length - reach;
      const first = line * apart + (at - reach) * step;
      let light = 0;
      for (let tap = 0; tap < weights.length; tap++) {
        // At the border the last pixel goes on.
        const near = border
          ? line * apart + Math.min(length - 1, Math.max(0, at + tap - reach)) * step
          : first + tap * step;
        light += (from[near] ?? 0) * (weights[tap] ?? 0);
      }
      to[line * apart + at * step] = light;
    }
  return to;
}

/** Waves, as where the pixels of a screen and of a camera nearly meet. */
export function moire({ data, width }: Light, amplitude: number, chance: Chance): void {
  const angle = chance() * Math.PI;
  const wave = (2 * Math.PI) / between(chance, [3, 25]);
  const phase = chance() * 2 * Math.PI;
  const [stepX, stepY] = [Math.cos(angle) * wave, Math.sin(angle) * wave];
  for (let y = 0; y * width < data.length; y++) {
    // The next point of a wave is the last one turned: no sine for each pixel.
    const [cos, sin] = [Math.cos(stepX), Math.sin(stepX)];
    let [real, imaginary] = [Math.cos(y * stepY + phase), Math.sin(y * stepY + phase)];
    for (let at = y * width; at < (y + 1) * width; at++) {
      data[at] = (data[at] ?? 0) * (1 + amplitude * imaginary);
      [real, imaginary] = [real * cos - imaginary * sin, real * sin + imaginary * cos];
    }
  }
}

/** A lamp's reflection: burnt out within the radius, and fading outside. Lengths in pixels. */
export function glare(
  { data, width }: Light,
  spot: { readonly x: number; readonly y: number; readonly radius: number },
): void {
  if (spot.radius === 0) return;
  for (let at = 0; at < data.length; at++) {
    const far = Math.hypot((at % width) - spot.x, Math.floor(at / width) - spot.y) / spot.radius;
    // As bright as the screen's own white at the radius, a third of it at half as far again.
    data[at] = (data[at] ?? 0) + Math.min(4, far ** -2.7);
  }
}

/** What reaches the sensor of a screen that is dim, or has the day's light on it. */
export function fade({ data }: Light, contrast: number, chance: Chance): void {
  // Anywhere between a dark screen at night and a bright one in the sun.
  const black = between(chance, [0.02, Math.max(0.02, 0.98 - contrast)]);
  for (let at = 0; at < data.length; at++) data[at] = black + (data[at] ?? 0) * contrast;
}

/** Bytes, with the sensor's own noise; whatever is brighter than white is white. */
export function expose({ data, width, height }: Light, noise: number, chance: Chance): Grey {
  const bytes = new Uint8ClampedArray(data.length);
  let state = 1 + Math.floor(chance() * (2 ** 32 - 1));
  for (let at = 0; at < data.length; at++) {
    // Xorshift: a million of these for a picture have to be cheap.
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    bytes[at] = (data[at] ?? 0) * 255 + (bell[state & (bell.length - 1)] ?? 0) * noise;
  }
  return { data: new Uint8Array(bytes.buffer), width, height };
}

/** Normally distributed numbers, a power of two of them, to pick from. */
const bell = makeBell(2 ** 16);

function makeBell(length: number): Float32Array {
  const table = new Float32Array(length);
  for (let at = 0; at < length; at += 2) {
    const radius = Math.sqrt(-2 * Math.log((at + 1) / length));
    const angle = 2 * Math.PI * ((at * 0.618_033_988_75) % 1);
    table[at] = radius * Math.cos(angle);
    table[at + 1] = radius * Math.sin(angle);
  }
  return table;
}
