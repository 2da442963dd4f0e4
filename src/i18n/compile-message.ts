import { createRequire } from 'node:module';
import MessageFormat from '@messageformat/core';
import compileModule from '@messageformat/core/compile-module.js';
import { parse } from '@messageformat/parser';

/** How an argument is used decides its type: counted or formatted, chosen by, or put in as it is. */
export type ArgumentType = 'number' | 'string';
export type Arguments = Map<string, ArgumentType>;

type Token = ReturnType<typeof parse>[number] | { type: 'octothorpe' };

/** Marks that set direction by hand: the translator isolates, so that no catalogue has to. */
const directionMarks = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/;

/**
 * What a message asks for, by reading it.
 * @throws Error with the reason in words when the message does not parse or lacks a plural form.
 */
export function argumentsOf(language: string, message: string): Arguments {
  if (directionMarks.test(message)) throw new Error('holds a direction mark; leave it out');
  const { cardinals } = pluralsOf(language);
  const found: Arguments = new Map();
  const note = (name: string, type: ArgumentType) => {
    const known = found.get(name);
    if (known && known !== type) throw new Error(`{${name}} is both a ${known} and a ${type}`);
    found.set(name, type);
  };
  const visit = (token: Token) => {
    if (token.type === 'argument') note(token.arg, 'string');
    if (token.type === 'function') {
      // Dates and money need a time zone and a currency, which a message does not have.
      if (token.key !== 'number' || token.param)
        throw new Error(`{${token.arg}, ${token.key}}: format it with format.ts, pass it as text`);
      note(token.arg, 'number');
    }
    if (token.type === 'select' || token.type === 'selectordinal')
      throw new Error(`{${token.arg}, ${token.type}}: write one key for each case instead`);
    if (token.type === 'plural') {
      note(token.arg, 'number');
      const missing = cardinals.filter((form) => !token.cases.some(({ key }) => key === form));
      if (missing.length) throw new Error(`{${token.arg}} lacks the form ${missing.join(', ')}`);
      for (const { tokens } of token.cases) tokens.forEach(visit);
    }
  };
  parse(message, { cardinal: cardinals, ordinal: [], strict: false, strictPluralKeys: true }).forEach(visit);
  return found;
}

const pluralsOf = (language: string) => {
  const [plurals] = new MessageFormat(language).resolvedOptions().plurals;
  if (plurals?.lc !== language) throw new Error(`no plural rules are known for ${language}`);
  return plurals;
};
