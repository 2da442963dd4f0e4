import { plainWords } from './admin-args.ts';
import type { AdminCommand, CommandTable } from './admin-command.ts';

const usageIndent = 23;

/** The usage of each command, on one line if it fits, else on two. */
export const usageOf = (table: CommandTable, before = ''): string =>
  Object.entries(table)
    .map(([name, { args, does, verbs }]) =>
      verbs ? usageOf(verbs, `${name} `) : usageLine(`${before}${name} ${args}`.trim(), does),
    )
    .join('\n');

function usageLine(typed: string, does: string): string {
  const told = does.replaceAll('\n', `\n${' '.repeat(usageIndent)}`);
  if (typed.length < usageIndent) return typed.padEnd(usageIndent) + told;
  return `${typed}\n${' '.repeat(usageIndent)}${told}`;
}

/**
 * How a command is typed, where words are missing that it can't do without: those before its first option, or one of
 * its alternatives. Null: none is missing.
 */
export function usageWhereShort(
  name: string,
  command: AdminCommand,
  given: readonly string[],
): string | null {
  const [verb = '', ...rest] = given;
  const own = command.verbs && Object.hasOwn(command.verbs, verb) ? command.verbs[verb] : undefined;
  if (own) return usageWhereShort(`${name} ${verb}`, own, rest);
  if (command.verbs) return null;
  const needed = command.args.includes(' | ')
    ? ['one of them']
    : command.args.replace(/\[.*/, '').split(' ').filter(Boolean);
  const words = command.args.includes(' | ') ? given : given.filter((one) => !/^--./.test(one));
  return words.length < needed.length ? usageOf({ [name]: command }) : null;
}

/** The first word that a command has no place for, and how the command is typed. Null: each has its place. */
export function surplusIn(
  name: string,
  command: AdminCommand,
  given: readonly string[],
): { readonly word: string; readonly usage: string } | null {
  const [verb = '', ...rest] = given;
  const own = command.verbs && Object.hasOwn(command.verbs, verb) ? command.verbs[verb] : undefined;
  if (own) return surplusIn(`${name} ${verb}`, own, rest);
  if (command.verbs) return null;
  const { args, does } = command;
  const takesOptions = args.includes('--') || does.includes('--');
  const option = takesOptions ? undefined : given.find((one) => one.startsWith('--'));
  const word = option ?? plainWords(given)[placesIn(args)];
  return word === undefined ? null : { word, usage: usageOf({ [name]: command }) };
}

/** People write these as several words: a name, a member's number in groups, a reason. */
const ofSeveralWords = ['NAME', 'MEMBER', 'REASON'];

/** For how many words the usage has a place before its options, which stand behind them or as the other way to type it. */
function placesIn(args: string): number {
  const words = args.split(' ').filter((one) => one !== '' && one !== '|');
  if (words.some((one) => ofSeveralWords.includes(one))) return Number.POSITIVE_INFINITY;
  const firstOption = words.findIndex((one) => one.startsWith('--') || one.startsWith('[--'));
  return firstOption === -1 ? words.length : firstOption;
}
