import MessageFormat from '@messageformat/core';
import { parse } from '@messageformat/parser';

/** An argument's type, by how the message uses it: counted as a number, or inserted as text. */
export type ArgumentType = 'number' | 'string';
export type Arguments = ReadonlyMap<string, ArgumentType>;

type Token = ReturnType<typeof parse>[number] | { type: 'octothorpe' };

/** Marks that set the direction by hand. No catalogue needs them, because the translator isolates arguments. */
const directionMarks = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/;

/**
 * The arguments of a message.
 * @throws Error with the reason when it can't be parsed, lacks a plural form of the language, or uses a part of ICU
 * that Tillpass leaves out.
 */
export function argumentsOf(language: string, message: string): Arguments {
  if (directionMarks.test(message)) throw new Error('holds a direction mark; leave it out');
  const cardinal = pluralFormsOf(language);
  const found = new Map<string, ArgumentType>();
  const note = (name: string, type: ArgumentType) => {
    if ((found.get(name) ?? type) !== type) throw new Error(`{${name}} is both number and text`);
    found.set(name, type);
  };
  const visit = (token: Token) => {
    if (token.type === 'argument') note(token.arg, 'string');
    if (token.type === 'function') {
      // Dates and money need a time zone and a currency, which a message does not have.
      if (token.key !== 'number' || token.param)
        throw new Error(`{${token.arg}, ${token.key}} must come formatted, by format.ts`);
      note(token.arg, 'number');
    }
    if (token.type === 'select' || token.type === 'selectordinal')
      throw new Error(`{${token.arg}, ${token.type}} is left out: write one key for each case`);
    if (token.type === 'plural') {
      note(token.arg, 'number');
      if (token.pluralOffset) throw new Error(`{${token.arg}} has an offset, which is left out`);
      const missing = cardinal.filter((form) => !token.cases.some(({ key }) => key === form));
      if (missing.length) throw new Error(`{${token.arg}} lacks the form ${missing.join(', ')}`);
      for (const { tokens } of token.cases) tokens.forEach(visit);
    }
  };
  parse(message, { cardinal, ordinal: [], strictPluralKeys: true }).forEach(visit);
  return found;
}

/** The plural forms that every plural in the language must have. */
function pluralFormsOf(language: string) {
  const [plurals] = new MessageFormat(language).resolvedOptions().plurals;
  // The library would silently use English rules, which would be wrong.
  if (plurals?.lc !== language) throw new Error(`no plural rules are known for ${language}`);
  return plurals.cardinals;
}
