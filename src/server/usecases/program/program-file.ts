import { LineCounter, parseDocument } from 'yaml';
import type { ProgramFile } from '#contract/program-file.ts';
import type { Program } from '#domain/program/program.ts';
import { faultsOf } from '#domain/program/program-fault.ts';
import { type FileFault, placed, schemaFaults, syntaxFaults } from './program-file-faults.ts';
import { programOf } from './program-file-values.ts';
import type { NamedPicture } from './read-pictures.ts';

/** A file of two thousand stores in two languages is smaller. */
const sizeAtMost = 2_000_000;

/**
 * Reads a program's file. All of it is taken, or nothing.
 * @param text YAML 1.2, as docs/program.md says
 * @returns the program without its pictures, and which they are; or its faults from the top down (at least the first of
 * them)
 */
export function readProgramFile(
  text: string,
): { program: Program; pictures: readonly NamedPicture[] } | { faults: readonly FileFault[] } {
  if (text.length > sizeAtMost) {
    const reason = `the file is longer than ${sizeAtMost} characters`;
    return { faults: [{ line: 1, column: 1, path: '', reason }] };
  }
  const lines = new LineCounter();
  // The failsafe schema leaves every value the text that it is: 12.50 is no float, `no` is not false.
  const document = parseDocument(text, {
    schema: 'failsafe',
    // The parser's own check compares each key with all before it, which takes a minute for a file of keys.
    // `syntaxFaults` checks instead.
    uniqueKeys: false,
    lineCounter: lines,
    prettyErrors: false,
  });
  const syntax = syntaxFaults(document, lines);
  if (syntax.length > 0) return { faults: syntax };

  const content: unknown = document.toJS();
  const misshapen = schemaFaults(content);
  if (misshapen.length > 0) return { faults: placed(document, lines, misshapen) };

  const file = content as ProgramFile; // The schema just found nothing against it.
  const { program, faults } = programOf(file);
  const wrong = faults.length > 0 ? faults : faultsOf(program);
  if (wrong.length > 0) return { faults: placed(document, lines, wrong) };
  const pictures = file.rewards.flatMap(({ picture }, index) => {
    const path = ['rewards', index, 'picture'];
    return placed(document, lines, picture ? [{ path, reason: picture }] : []);
  });
  return { program, pictures: pictures.map(({ reason, ...at }) => ({ file: reason, at })) };
}

/** A fault as it is printed: `program.yaml:12:5: tiers[1].from: tiers must rise`. */
export const faultLine = (fileName: string, fault: FileFault): string =>
  [`${fileName}:${fault.line}:${fault.column}`, fault.path, fault.reason]
    .filter((part) => part !== '')
    .join(': ');
