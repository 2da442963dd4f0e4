import { between, type Chance, chanceOf, type Range } from './chance.ts';

/** One thing that a camera or a shop does to the picture of a phone's screen. */
interface Degradation {
  /** What its number counts. */
  readonly unit: string;
  /** What every picture has of it: nobody holds a phone quite still and straight. */
  readonly everyday: Range;
  /** How far it goes when it is what is wrong with a picture: the envelope. */
  readonly envelope: Range;
  /** How far the search for its edge goes, in how many steps; everything else is then at its best. */
  readonly search: { readonly range: Range; readonly steps: number };
}

/**
 * What is promised to scan. A module is one of the bars' (101 across, without their margins), so that figures
 * hold for any phone and any distance: three pixels for a module are as good from afar as from near by.
 */
export const envelope = {
  size: {
    unit: 'camera pixels a module',
    everyday: [2.6, 3.6],
    envelope: [2.6, 1.8],
    search: { range: [3, 0.9], steps: 7 },
  },
  blur: {
    unit: 'modules (Gaussian σ)',
    everyday: [0, 0.2],
    envelope: [0.2, 0.4],
    search: { range: [0.2, 1], steps: 8 },
  },
  noise: {
    unit: 'of 255 (Gaussian σ)',
    everyday: [0, 5],
    envelope: [5, 15],
    search: { range: [15, 60], steps: 6 },
  },
  tilt: {
    unit: 'degrees in the picture’s plane',
    everyday: [-4, 4],
    envelope: [-45, 45],
    search: { range: [0, 90], steps: 18 },
  },
  perspective: {
    unit: 'degrees off the straight view',
    everyday: [0, 8],
    envelope: [8, 40],
    search: { range: [20, 80], steps: 6 },
  },
  contrast: {
    unit: 'of white less black',
    everyday: [1, 0.6],
    envelope: [0.6, 0.15],
    search: { range: [0.3, 0.02], steps: 7 },
  },
  glare: {
    unit: 'of the bars’ width (radius burnt out)',
    everyday: [0, 0],
    envelope: [0, 0.09],
    search: { range: [0.05, 0.25], steps: 8 },
  },
  cracks: {
    unit: 'cracks across the screen',
    everyday: [0, 0],
    envelope: [1, 4],
    search: { range: [1, 25], steps: 8 },
  },
  moire: {
    unit: 'of full brightness (amplitude)',
    everyday: [0, 0.03],
    envelope: [0.03, 0.2],
    search: { range: [0.1, 0.9], steps: 8 },
  },
  jpeg: {
    unit: 'quality',
    everyday: [95, 75],
    envelope: [75, 15],
    search: { range: [40, 4], steps: 6 },
  },
  cover: {
    unit: 'of the symbol’s height, from an edge above or below',
    everyday: [0, 0],
    envelope: [0.05, 0.6],
    search: { range: [0.2, 1], steps: 8 },
  },
} as const satisfies Record<string, Degradation>;

export type Name = keyof typeof envelope;
// The keys of a constant are its names.
export const names = Object.keys(envelope) as readonly Name[];

/** What is wrong with one picture, and what draws the rest of its circumstances. */
export interface Scene extends Readonly<Record<Name, number>> {
  /** The one that may go to the end of the envelope. */
  readonly lead: Name;
  readonly chance: Chance;
  /** Which it is of its seed, so that it can be had again. */
  readonly place: number;
}

/** A scene inside the envelope: one thing is wrong, and the others as on any day. Each takes its turn. */
export function sceneInside(seed: number, place: number): Scene {
  const chance = chanceOf(seed, place);
  const lead = names[place % names.length] ?? 'size';
  return {
    ...drawn(({ everyday }) => between(chance, everyday)),
    [lead]: between(chance, envelope[lead].envelope),
    lead,
    chance,
    place,
  };
}

/** A scene where nothing but one thing is wrong, as much as is asked for. */
export function sceneWith(lead: Name, value: number, seed: number, place: number): Scene {
  const best = drawn(({ everyday }, name) => (name === 'size' ? everyday[1] : everyday[0]));
  return { ...best, tilt: 0, [lead]: value, lead, place, chance: chanceOf(seed, place) };
}

/** The values at which the edge is looked for, from harmless to hopeless. */
export function stepsOf(name: Name): readonly number[] {
  const { range, steps } = envelope[name].search;
  const [from, to] = range;
  return Array.from({ length: steps + 1 }, (_, step) => from + ((to - from) * step) / steps);
}

function drawn(value: (one: Degradation, name: Name) => number): Record<Name, number> {
  const entries = names.map((name) => [name, value(envelope[name], name)] as const);
  return Object.fromEntries(entries) as Record<Name, number>; // One entry for each name.
}
