/** What a look at one thing came to. */
export interface Finding {
  readonly about: string;
  /** `bad`: a shop would suffer. `unsure`: it can't be seen from here, or nobody asked for it. */
  readonly state: 'good' | 'bad' | 'unsure';
  readonly found: string;
  /** What to do about it; null where there is nothing to do. */
  readonly todo: string | null;
}

export const good = (about: string, found: string): Finding => ({
  about,
  found,
  state: 'good',
  todo: null,
});

export const bad = (about: string, found: string, todo: string): Finding => ({
  about,
  found,
  todo,
  state: 'bad',
});

export const unsure = (about: string, found: string, todo: string): Finding => ({
  about,
  found,
  todo,
  state: 'unsure',
});

/** A line for each, with what to do beneath. */
export function linesOf(findings: readonly Finding[]): readonly string[] {
  const worst = findings.filter(({ state }) => state === 'bad').length;
  const lines = findings.flatMap(({ about, state, found, todo }) => [
    `${state.padEnd(7)}${about.padEnd(16)}${found}`,
    ...(todo === null ? [] : [`${' '.repeat(23)}→ ${todo}`]),
  ]);
  return [...lines, worst === 0 ? 'Nothing is bad.' : `${worst} bad.`];
}
