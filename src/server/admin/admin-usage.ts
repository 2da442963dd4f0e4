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

/** One way to type a command: how many words it needs, may have, and the options that it can't do without. */
interface Way {
  readonly needs: number;
  readonly places: number;
  readonly options: readonly string[];
}

/** People write these as several words: a name, a member's number in groups, a reason. */
const ofSeveralWords = ['NAME', 'MEMBER', 'REASON'];

/** The ways that a usage tells, with `|` between them: words first, in brackets what may be left out, then options. */
const waysIn = (args: string): readonly Way[] =>
  waysTyped(args).map((parts) => {
    const firstOption = parts.findIndex(({ text }) => text.startsWith('--'));
    const words = firstOption === -1 ? parts : parts.slice(0, firstOption);
    const needed = parts.filter(({ isOptional }) => !isOptional);
    return {
      needs: words.filter(({ isOptional }) => !isOptional).length,
      places: words.some(({ text }) => ofSeveralWords.includes(text))
        ? Number.POSITIVE_INFINITY
        : words.length,
      options: needed.flatMap(({ text }) => (text.startsWith('--') ? [text] : [])),
    };
  });

interface Part {
  /** Without its brackets. */
  readonly text: string;
  readonly isOptional: boolean;
}

/** What is typed in each way. All within brackets may be left out, and a `|` there parts no ways. */
function waysTyped(args: string): Part[][] {
  const ways: Part[][] = [[]];
  let open = 0;
  for (const part of args.split(' ').filter((one) => one !== '')) {
    if (part === '|' && open === 0) {
      ways.push([]);
      continue;
    }
    open += part.split('[').length - 1;
    ways.at(-1)?.push({ text: part.replaceAll(/[[\]]/g, ''), isOptional: open > 0 });
    open -= part.split(']').length - 1;
  }
  return ways;
}

/** The own row of a command's first word, where it has such rows. */
function verbOf({ verbs }: AdminCommand, verb = ''): AdminCommand | undefined {
  return verbs && Object.hasOwn(verbs, verb) ? verbs[verb] : undefined;
}

/** How a command is typed, where a word or an option is missing that no way to type it can do without. Null: none is. */
export function usageWhereShort(
  name: string,
  command: AdminCommand,
  given: readonly string[],
): string | null {
  const [verb, ...rest] = given;
  const own = verbOf(command, verb);
  if (own) return usageWhereShort(`${name} ${verb}`, own, rest);
  if (command.verbs) return null;
  const words = plainWords(given).length;
  const has = (option: string) =>
    given.some((one) => one === option || one.startsWith(`${option}=`));
  const isWhole = waysIn(command.args).some(
    ({ needs, options }) => words >= needs && options.every(has),
  );
  return isWhole ? null : usageOf({ [name]: command });
}

/** The first word that a command has no place for, and how the command is typed. Null: each has its place. */
export function surplusIn(
  name: string,
  command: AdminCommand,
  given: readonly string[],
): { readonly word: string; readonly usage: string } | null {
  const [verb, ...rest] = given;
  const own = verbOf(command, verb);
  if (own) return surplusIn(`${name} ${verb}`, own, rest);
  if (command.verbs) return null;
  const { args, does } = command;
  const takesOptions = args.includes('--') || does.includes('--');
  const option = takesOptions ? undefined : given.find((one) => one.startsWith('--'));
  const word = option ?? plainWords(given)[Math.max(...waysIn(args).map(({ places }) => places))];
  return word === undefined ? null : { word, usage: usageOf({ [name]: command }) };
}
