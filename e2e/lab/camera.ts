import type { Grey, Light } from './light.ts';

/** How far the camera is away, in widths of what it looks at: an arm's length of a till from a phone. */
const distanceWidths = 2.5;
/** How much larger the picture is than what is looked at, which it must hold when that is turned. */
const room = 1.15;
/** The dark frame around a screen, in pixels of the screen. */
const frame = 12;

/** Where the camera stands. Angles are in radians. */
export interface View {
  /** Camera pixels for a pixel of the screen, where it is straight in front. */
  readonly scale: number;
  readonly tilt: number;
  /** How far the glass is turned away from the camera, and about which line in its plane. */
  readonly away: number;
  readonly about: number;
  /** The counter's brightness. */
  readonly counter: number;
}

/** Each pixel of a camera gathers the light of a small square: so many points of it across and down are looked at. */
const pointsAcross = 2;

/** What a pinhole camera sees of a flat screen. */
export function look(screen: Grey, view: View): Light {
  const { width, height } = frameOf(screen, view);
  const { right, below, depth } = projection(screen, view, width, height);
  const data = new Float32Array(width * height);
  const step = 1 / pointsAcross;
  const share = step ** 2;
  for (let y = step / 2; y < height; y += step) {
    const row = Math.floor(y) * width;
    for (let x = step / 2; x < width; x += step) {
      const along = 1 / (depth[0] * x + depth[1] * y + depth[2]);
      const onX = (right[0] * x + right[1] * y + right[2]) * along;
      const onY = (below[0] * x + below[1] * y + below[2]) * along;
      const pixel = row + Math.floor(x);
      data[pixel] = (data[pixel] ?? 0) + share * lightAt(screen, onX, onY, view.counter);
    }
  }
  return { data, width, height };
}

type Vector = readonly [x: number, y: number, z: number];

const cross = (a: Vector, b: Vector): Vector => [
  a[1] * b[2] - a[2] * b[1],
  a[2] * b[0] - a[0] * b[2],
  a[0] * b[1] - a[1] * b[0],
];

/**
 * Where on the screen a point of the picture is: each row times (x, y, 1), the first two over the third.
 * A ray through the point goes as far as the glass; the focal length makes `scale` true straight in front.
 */
function projection(screen: Grey, view: View, width: number, height: number) {
  const distance = distanceWidths * screen.width;
  const { across, down } = axesOf(view);
  const normal = cross(across, down);
  // The ray through (x, y) is ((x - width / 2) / scale, (y - height / 2) / scale, distance). Its product with `by` is that
  // of (x, y, 1) with what this returns.
  const ofRay = (by: Vector): Vector => [
    by[0] / view.scale,
    by[1] / view.scale,
    by[2] * distance - (by[0] * width + by[1] * height) / (2 * view.scale),
  ];
  const away = ofRay(normal);
  const full = normal[2] * distance;
  const depth: Vector = [away[0] / full, away[1] / full, away[2] / full];
  const row = (axis: Vector, middle: number): Vector => {
    const along = ofRay(axis);
    const back = middle - axis[2] * distance;
    return [along[0] + back * depth[0], along[1] + back * depth[1], along[2] + back * depth[2]];
  };
  return { right: row(across, screen.width / 2), below: row(down, screen.height / 2), depth };
}

/** The glass's own directions, right and down, as the camera sees them: turned away about a line, then tilted. */
function axesOf({ tilt, away, about }: View): { across: Vector; down: Vector } {
  const turn = ([x, y]: readonly [number, number]): Vector => {
    // Along the line nothing changes; what is square to it goes into the depth.
    const along = x * Math.cos(about) + y * Math.sin(about);
    const square = -x * Math.sin(about) + y * Math.cos(about);
    const [seen, depth] = [square * Math.cos(away), square * Math.sin(away)];
    const flatX = along * Math.cos(about) - seen * Math.sin(about);
    const flatY = along * Math.sin(about) + seen * Math.cos(about);
    return [
      flatX * Math.cos(tilt) - flatY * Math.sin(tilt),
      flatX * Math.sin(tilt) + flatY * Math.cos(tilt),
      depth,
    ];
  };
  return { across: turn([1, 0]), down: turn([0, 1]) };
}

/** As much of the view as holds what is looked at, however it is turned, and a little around it. */
function frameOf(screen: Grey, { scale, tilt }: View): { width: number; height: number } {
  const [width, height] = [screen.width * room * scale, screen.height * room * scale];
  const [cos, sin] = [Math.abs(Math.cos(tilt)), Math.abs(Math.sin(tilt))];
  return {
    width: Math.round(width * cos + height * sin),
    height: Math.round(width * sin + height * cos),
  };
}

/** Between four pixels their mixture; beyond the glass the phone's frame, and beyond that the counter. */
function lightAt({ data, width, height }: Grey, x: number, y: number, counter: number): number {
  const left = x - 0.5;
  const top = y - 0.5;
  if (left < 0 || top < 0 || left >= width - 1 || top >= height - 1) {
    const outside = Math.max(-left, -top, left - width, top - height);
    return outside < frame ? 0.05 : counter;
  }
  const column = Math.floor(left);
  const row = Math.floor(top);
  const toRight = left - column;
  const at = row * width + column;
  const upper = (data[at] ?? 0) * (1 - toRight) + (data[at + 1] ?? 0) * toRight;
  const lower = (data[at + width] ?? 0) * (1 - toRight) + (data[at + width + 1] ?? 0) * toRight;
  return (upper + (lower - upper) * (top - row)) / 255;
}
