/** The middle value; of an even number, the lower of the two in the middle, which was really measured. */
export const median = (values: readonly number[]): number => quantile(values, 0.5);

/** @param share from 0 to 1. @throws Error without values */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const found = sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
  if (found === undefined) throw new Error('nothing was measured');
  return found;
}

export const inMs = (ms: number): string => `${ms < 10 ? ms.toFixed(2) : Math.round(ms)} ms`;
export const inKb = (bytes: number): string => `${(bytes / 1000).toFixed(1)} KB`;
export const aSecond = (count: number): string => Math.round(count).toLocaleString('en');

/** The middle, what the quickest tenth stays within, and what nine of ten do. */
export const spread = (values: readonly number[]): string[] =>
  [0.5, 0.1, 0.9].map((share) => inMs(quantile(values, share)));

/** The middle, and what three of four stay below. */
export const middleAndSlow = (values: readonly number[]): string[] =>
  [0.5, 0.75].map((share) => inMs(quantile(values, share)));

export const ratio = (ours: number, bare: number): string => (ours / bare).toFixed(2);

/** The aim for pages: ours takes at most so many times as long as a bare one. */
const ratioAim = 1.15;

/** A ratio beside its aim, said in a word as well. */
export const besideBare = (ours: number, bare: number): string =>
  `${ratio(ours, bare)} ${ours / bare <= ratioAim ? 'reached' : 'missed'}`;

/** Milliseconds beside what they may be at most. */
export const within = (ms: number, aimMs: number): string =>
  `${inMs(ms)} ${ms <= aimMs ? 'reached' : 'missed'}`;

/** A table that reads in a terminal and, pasted, in Markdown. */
export function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = heads.map((head, at) =>
    Math.max(3, head.length, ...rows.map((row) => (row[at] ?? '').length)),
  );
  const line = (cells: readonly string[]) =>
    `| ${widths.map((width, at) => (cells[at] ?? '').padEnd(width)).join(' | ')} |`;
  return [line(heads), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join(
    '\n',
  );
}

export const say = (text: string): void => void process.stdout.write(`${text}\n`);
