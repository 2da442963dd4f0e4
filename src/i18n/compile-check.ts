import { type Arguments, argumentsOf } from './compile-message.ts';
import type { Source } from './compile-types.ts';

/** Something that a translator has to correct. */
export interface Fault {
  readonly file: string;
  readonly key: string;
  readonly reason: string;
}

type Checked = Map<string, Arguments>;

/** Compares every language with the first one, which says what messages there are. */
export function checkCatalogues(sources: readonly Source[]): {
  faults: readonly Fault[];
  argumentsByAudience: ReadonlyMap<string, Checked>;
} {
  const faults: Fault[] = [];
  const [original, ...translations] = sources;
  const argumentsByAudience = new Map<string, Checked>();
  const audienceByKey = new Map<string, string>();

  for (const [audience, messages] of original?.audiences ?? []) {
    const file = `${original?.language}/${audience}.json`;
    argumentsByAudience.set(
      audience,
      checkMessages(original?.language ?? '', file, messages, faults),
    );
    for (const key of Object.keys(messages)) {
      // Each key must be in one catalogue only: a page puts catalogues together, and the later one would hide the
      // earlier.
      const other = audienceByKey.get(key);
      if (other) faults.push({ file, key, reason: `stands in ${other} too` });
      audienceByKey.set(key, audience);
    }
  }
  for (const { language, audiences } of translations) {
    for (const audience of audiences.keys())
      if (!argumentsByAudience.has(audience))
        faults.push({ file: `${language}/${audience}.json`, key: '*', reason: 'not in English' });
    for (const [audience, expected] of argumentsByAudience) {
      const file = `${language}/${audience}.json`;
      const found = checkMessages(language, file, audiences.get(audience) ?? {}, faults);
      const messages = audiences.get(audience) ?? {};
      for (const key of expected.keys())
        if (!(key in messages)) faults.push({ file, key, reason: 'is missing' });
      for (const key of Object.keys(messages))
        if (!expected.has(key)) faults.push({ file, key, reason: 'is not in English' });
      for (const [key, wanted] of expected) {
        const given = found.get(key);
        if (given && inWords(given) !== inWords(wanted))
          faults.push({
            file,
            key,
            reason: `uses ${inWords(given)}, English ${inWords(wanted)}`,
          });
      }
    }
  }
  return { faults, argumentsByAudience };
}

function checkMessages(
  language: string,
  file: string,
  messages: Record<string, unknown>,
  faults: Fault[],
): Checked {
  const checked: Checked = new Map();
  for (const [key, message] of Object.entries(messages)) {
    try {
      if (typeof message !== 'string' || !message.trim()) throw new Error('is not a text');
      checked.set(key, argumentsOf(language, message));
    } catch (error) {
      faults.push({ file, key, reason: error instanceof Error ? error.message : String(error) });
    }
  }
  return checked;
}

const inWords = (args: Arguments) =>
  [...args]
    .map(([name, type]) => `{${name}: ${type}}`)
    .sort()
    .join(' ') || 'nothing';
