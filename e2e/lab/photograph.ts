import sharp from 'sharp';
import { look } from './camera.ts';
import { between, type Chance } from './chance.ts';
import type { Scene } from './envelope.ts';
import type { Box, Grey } from './light.ts';
import { blur, expose, fade, glare, moire } from './sensor.ts';
import { cover, crack } from './surface.ts';

/** A part of a phone's screen, and where on it the symbol is. */
export interface Screen {
  readonly grey: Grey;
  /** The bars or the QR code with its quiet zone. */
  readonly symbol: Box;
  /** Pixels of the screen for a module of the bars, and how many of those there are, also where the QR code is shown. */
  readonly module: number;
  readonly modules: number;
}

const radians = Math.PI / 180;

/** The picture of a screen that a camera takes in a scene, as a JPEG. */
export function photograph(screen: Screen, scene: Scene): Promise<Buffer> {
  const { chance } = scene;
  const glass = { ...screen.grey, data: Uint8Array.from(screen.grey.data) };
  crack(glass, screen.symbol, screen.module, scene.cracks, chance);
  cover(glass, screen.symbol, screen.module, scene.cover, chance);
  const scale = scene.size / screen.module;
  const seen = look(glass, {
    scale,
    tilt: scene.tilt * radians,
    away: scene.perspective * radians,
    about: chance() * Math.PI,
    counter: between(chance, [0.1, 0.7]),
  });
  const light = blur(seen, scene.blur * scene.size);
  moire(light, scene.moire, chance);
  fade(light, scene.contrast, chance);
  glare(light, spotOf(screen, scene, scale, light, chance));
  const { data, width, height } = expose(light, scene.noise, chance);
  return sharp(data, { raw: { width, height, channels: 1 } })
    .jpeg({ quality: Math.round(scene.jpeg) })
    .toBuffer();
}

/** Somewhere on the symbol, which lies in the middle of the picture within its own size. */
function spotOf(
  { symbol, grey, modules }: Screen,
  scene: Scene,
  scale: number,
  picture: { readonly width: number; readonly height: number },
  chance: Chance,
) {
  const right = symbol.left + chance() * symbol.width - grey.width / 2;
  const below = symbol.top + chance() * symbol.height - grey.height / 2;
  const [cos, sin] = [Math.cos(scene.tilt * radians), Math.sin(scene.tilt * radians)];
  return {
    x: picture.width / 2 + (right * cos - below * sin) * scale,
    y: picture.height / 2 + (right * sin + below * cos) * scale,
    radius: scene.glare * modules * scene.size,
  };
}
