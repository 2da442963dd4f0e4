import { between, type Chance } from './chance.ts';
import type { Box, Grey } from './light.ts';

// What is on the glass itself moves with it, whatever the camera does. Lengths are in pixels of the screen.

/** Runs of a crack, in modules: it changes its direction after each. */
const runModules = [2, 9] as const;
const crackModules = [0.15, 0.45] as const;

/** Draws cracks across a symbol: broken glass is bright where it throws light about, and dark in its gaps. */
export function crack(
  screen: Grey,
  symbol: Box,
  module: number,
  count: number,
  chance: Chance,
): void {
  for (let number = 0; number < Math.round(count); number++) {
    // From a point on the symbol both ways until it leaves the glass.
    const x = symbol.left + chance() * symbol.width;
    const y = symbol.top + chance() * symbol.height;
    const angle = chance() * Math.PI;
    const tone = chance() < 0.5 ? between(chance, [150, 255]) : between(chance, [0, 110]);
    const pen = { tone, radius: (between(chance, crackModules) * module) / 2 };
    for (const way of [angle, angle + Math.PI])
      wander(screen, { x, y, angle: way }, pen, module, chance);
  }
}

interface Pen {
  readonly tone: number;
  readonly radius: number;
}

function wander(
  screen: Grey,
  from: { x: number; y: number; angle: number },
  pen: Pen,
  module: number,
  chance: Chance,
): void {
  let { x, y, angle } = from;
  const inside = () => x >= 0 && y >= 0 && x < screen.width && y < screen.height;
  while (inside()) {
    let left = between(chance, runModules) * module;
    for (; left > 0 && inside(); left -= 0.5) {
      dot(screen, x, y, pen);
      x += Math.cos(angle) / 2;
      y += Math.sin(angle) / 2;
    }
    angle += between(chance, [-0.6, 0.6]);
  }
}

function dot(screen: Grey, x: number, y: number, { tone, radius }: Pen): void {
  for (let row = Math.ceil(y - radius); row <= y + radius; row++)
    for (let column = Math.ceil(x - radius); column <= x + radius; column++)
      if (row >= 0 && row < screen.height && column >= 0 && column < screen.width)
        screen.data[row * screen.width + column] = tone;
}

/** Half of a thumb's width, in modules of the bars: 13 to 18 mm on most phones. */
const thumbModules = [16, 22] as const;

/** Lays a thumb over a symbol, from above or from below, round at its tip. */
export function cover(
  screen: Grey,
  symbol: Box,
  module: number,
  share: number,
  chance: Chance,
): void {
  if (share === 0) return;
  const reach = share * symbol.height;
  const half = between(chance, thumbModules) * module;
  const centre = symbol.left + between(chance, [0.1, 0.9]) * symbol.width;
  const fromAbove = chance() < 0.3;
  const tone = between(chance, [60, 190]);
  const edge = fromAbove ? symbol.top : symbol.top + symbol.height;
  for (let y = 0; y < screen.height; y++) {
    const depth = (fromAbove ? y - edge : edge - y) / reach;
    if (depth > 1) continue;
    // Half an ellipse at the tip, straight behind it.
    const width = depth <= 0 ? half : half * Math.sqrt(1 - depth ** 2);
    const from = Math.max(0, Math.round(centre - width));
    const to = Math.min(screen.width, Math.round(centre + width));
    if (to > from) screen.data.fill(tone, y * screen.width + from, y * screen.width + to);
  }
}
