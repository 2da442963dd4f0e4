import { parseArgs } from 'node:util';
import { AdminFault } from './admin-command.ts';

/**
 * The options that a value follows. A name takes a value in every command or in none, so that words can be counted
 * before a command's code is loaded.
 */
const valuedOptions = [
  ...[
    'after',
    'ar',
    'client-id',
    'code',
    'column',
    'dates',
    'days',
    'email',
    'encoding',
    'for',
    'from',
  ],
  ...['id', 'identity', 'keep', 'kinds', 'language', 'last', 'lines', 'location', 'low'],
  ...[
    'receipt',
    'rule',
    'scopes',
    'separator',
    'shop',
    'since',
    'size',
    'store',
    'symbology',
    'till',
    'time',
  ],
  ...['until', 'margin', 'liability', 'withdraw', 'paid', 'take-back', 'not-renewed'],
  ...['source', 'columns', 'report'],
] as const;
export type ValuedOption = (typeof valuedOptions)[number];

/** The words of a command line that are neither an option nor the value of one; `-50` is a number. */
export function plainWords(args: readonly string[]): readonly string[] {
  const options = Object.fromEntries(
    valuedOptions.map((name) => [name, { type: 'string' as const }]),
  );
  const plain = args.map((one) => one.replace(/^-(?=\d)/, ''));
  return parseArgs({ args: plain, options, allowPositionals: true, strict: false }).positionals;
}

/**
 * Words, options (`--store main`) and flags (`--all-or-nothing`) of a command line.
 * @throws AdminFault naming an unknown option, or one without its value
 */
export function readArgs<Name extends ValuedOption, Flag extends string = never>(
  args: readonly string[],
  names: readonly Name[],
  flags: readonly Flag[] = [],
): { words: readonly string[]; options: Options<Name, Flag> } {
  const options = Object.fromEntries([
    ...names.map((name) => [name, { type: 'string' as const }] as const),
    ...flags.map((name) => [name, { type: 'boolean' as const }] as const),
  ]);
  const given = { args: [...args], options, allowPositionals: true, strict: false } as const;
  const { values, positionals, tokens } = parseArgs({ ...given, tokens: true });
  for (const token of tokens) {
    const fault = token.kind === 'option' ? optionFault(token, names, flags) : null;
    if (fault !== null) throw new AdminFault(fault);
  }
  return { words: positionals, options: values as Options<Name, Flag> }; // None has a fault.
}

type Options<Name extends string, Flag extends string> = Partial<
  Record<Name, string> & Record<Flag, boolean>
>;

interface OptionToken {
  readonly name: string;
  /** As it was typed, with its dashes. */
  readonly rawName: string;
  readonly value?: string | undefined;
  /** Whether the value was typed after `=`. */
  readonly inlineValue?: boolean | undefined;
}

/** What is wrong with an option, in a sentence; null: nothing. */
function optionFault(
  { name, rawName, value, inlineValue }: OptionToken,
  names: readonly string[],
  flags: readonly string[],
): string | null {
  if (flags.includes(name)) {
    return value === undefined ? null : `${rawName} takes no value: type it alone.`;
  }
  if (!names.includes(name)) {
    const all = [...names, ...flags].map((one) => `--${one}`).join(', ');
    return `There is no option "${rawName}"; there are ${all || 'none'}.`;
  }
  if (value !== undefined && (inlineValue || !value.startsWith('-'))) return null;
  return `${rawName} needs a value: ${rawName} VALUE, or ${rawName}=VALUE for one that begins with -.`;
}
