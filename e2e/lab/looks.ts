import { type Look, themes } from './eyes.ts';

/** Pixel ratios, each on a screen as wide as those that have it. */
const screens = [
  { ratio: 1, width: 360 },
  { ratio: 1.5, width: 400 },
  { ratio: 2, width: 375 },
  { ratio: 2.625, width: 412 },
  { ratio: 3, width: 360 },
] as const;

export const allLooks: readonly Look[] = screens.flatMap((screen) =>
  themes.map((theme) => ({ ...screen, theme })),
);
