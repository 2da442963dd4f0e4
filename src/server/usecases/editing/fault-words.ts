import type { FaultInFile, FaultSaid } from '#contract/desk/desk-faults.ts';
import catalogues from '#i18n/compiled/everything.ts';
import type { FileFault } from '#server/usecases/program/program-file-faults.ts';

/**
 * Faults of a program's file, for pages in each language. The checks write their reasons in English where they are made,
 * for the command line too: each English sentence of the catalogue `fault` is the pattern of one, so a reason is a key with
 * values again. What none of them recognises is said as it is.
 */
export const faultsInFile = (faults: readonly FileFault[]): FaultInFile[] =>
  faults.map((fault) => ({ ...fault, said: faultSaid(fault.reason) }));

/** What a reason says, to be said in any language. */
export function faultSaid(reason: string): FaultSaid {
  const text = straight(reason);
  for (const { key, pattern } of patterns) {
    const found = pattern.exec(text);
    if (found) return { key, values: { ...found.groups } };
  }
  return { key: 'fault.other', values: { reason } };
}

const mark = '\u0001';

/** In place of each value its name, between marks that no message has. */
const names: Readonly<Record<string, string>> = new Proxy(
  {},
  { get: (_, name) => `${mark}${String(name)}${mark}` },
);

/** Catalogues have apostrophes as people write them, and code as keyboards have them. */
const straight = (text: string): string => text.replaceAll('’', "'");

/** Without plurals and isolation: none of these sentences has any. */
const english: Readonly<Record<string, string | ((values: typeof names) => string)>> =
  catalogues.en.fault(
    (_: number, forms: { readonly other: string }) => forms.other,
    String,
    (text: string) => text,
  );

const patterns = Object.entries(english)
  .filter(([key]) => key !== 'fault.other')
  .map(([key, message]) => ({
    key,
    parts: straight(typeof message === 'string' ? message : message(names)).split(mark),
  }))
  // The one that says more comes first.
  .sort((a, b) => literal(b.parts).length - literal(a.parts).length)
  .map(({ key, parts }) => ({ key, pattern: patternOf(parts) }));

function literal(parts: readonly string[]): string {
  return parts.filter((_, index) => index % 2 === 0).join('');
}

function patternOf(parts: readonly string[]): RegExp {
  const texts = parts.map((part, index) =>
    index % 2 === 0 ? part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&') : `(?<${part}>.+?)`,
  );
  return new RegExp(`^${texts.join('')}$`, 's');
}
