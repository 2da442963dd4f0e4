/** Where a value stands in a program's file: keys, and places in lists from 0. */
export type FilePath = readonly (string | number)[];

/** The same as people read it: `tiers[1].from`; empty: the file as a whole. */
export const placeText = (path: FilePath): string =>
  path.reduce<string>((text, step) => {
    if (typeof step === 'number') return `${text}[${step}]`;
    return text === '' ? step : `${text}.${step}`;
  }, '');
