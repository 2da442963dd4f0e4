import { parse } from '@messageformat/parser';

type Token = ReturnType<typeof parse>[number] | { readonly type: 'octothorpe' };
type Part = { readonly start: number; readonly end: number };

/**
 * The message without plural forms that say the same as `other`, which is what the translator says for a form that it
 * lacks. A catalogue has every form of its language, so in Arabic one phrase may stand five times, and each phone would
 * load it as often. An exact form (`=0`) stays: without it the language's own form for that number could be said.
 */
export function withoutRepeatedForms(message: string): string {
  // From the last to the first, since what is cut out moves all that follows.
  return repeatedForms(parse(message)).reduceRight(
    (text, { start, end }) => text.slice(0, start) + text.slice(end),
    message,
  );
}

function repeatedForms(tokens: readonly Token[]): readonly Part[] {
  return tokens.flatMap((token) => {
    if (token.type !== 'plural') return [];
    const other = token.cases.find(({ key }) => key === 'other');
    return token.cases.flatMap((form, index) => {
      // A form reaches to the next one. The last is `other` by custom; in another place it merely stays.
      const next = token.cases[index + 1];
      const repeats = form !== other && !form.key.startsWith('=') && said(form) === said(other);
      return repeats && next
        ? [{ start: form.ctx.offset, end: next.ctx.offset }]
        : repeatedForms(form.tokens);
    });
  });
}

const said = (form: { readonly tokens: readonly Token[] } | undefined) =>
  JSON.stringify(form?.tokens, (name, value) => (name === 'ctx' ? undefined : value));
