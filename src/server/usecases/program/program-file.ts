import { LineCounter, parseDocument } from 'yaml';
import type { ProgramFile } from '#contract/program-file.ts';
import { membershipFaults } from '#domain/membership/membership-fault.ts';
import type { PictureUse } from '#domain/program/picture.ts';
import type { Program } from '#domain/program/program.ts';
import { faultsOf } from '#domain/program/program-fault.ts';
import { segmentFaults } from '#domain/segments/segment-fault.ts';
import { type FileFault, placed, schemaFaults } from './program-file-faults.ts';
import { programOf } from './program-file-values.ts';
import type { NamedPicture } from './read-pictures.ts';
import { syntaxFaults } from './syntax-fault.ts';

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
  const syntax = syntaxFaults(document, text, lines);
  if (syntax.length > 0) return { faults: syntax };

  const content: unknown = document.toJS();
  const misshapen = schemaFaults(content);
  if (misshapen.length > 0) return { faults: placed(document, lines, misshapen) };

  const file = content as ProgramFile; // The schema just found nothing against it.
  const { program, faults } = programOf(file);
  const wrong =
    faults.length > 0
      ? faults
      : [...faultsOf(program), ...segmentFaults(program), ...membershipFaults(program)];
  if (wrong.length > 0) return { faults: placed(document, lines, wrong) };
  const pictures = pictureFiles(file).flatMap(({ use, path, name }) =>
    placed(document, lines, [{ path, reason: name }]).map(
      ({ reason, ...at }): NamedPicture => ({ file: reason, use, at }),
    ),
  );
  return { program, pictures };
}

interface PictureName {
  readonly path: readonly (string | number)[];
  readonly use: PictureUse;
  readonly name: string;
}

/** The files that a program's file names, in its order. */
function pictureFiles({ brand, tiers, rewards }: ProgramFile): PictureName[] {
  const of =
    (use: PictureUse) =>
    (path: PictureName['path'], name: string | undefined): PictureName[] =>
      name === undefined ? [] : [{ path, use, name }];
  const [logo, wide, reward] = [of('logo'), of('wide'), of('reward')];
  return [
    ...logo(['brand', 'logo'], typeof brand.logo === 'string' ? brand.logo : undefined),
    ...wide(['brand', 'cover'], brand.cover),
    ...tiers.flatMap(({ picture }, index) => wide(['tiers', index, 'picture'], picture)),
    ...rewards.flatMap(({ picture }, index) => reward(['rewards', index, 'picture'], picture)),
  ];
}

/** A fault as it is printed: `program.yaml:12:5: tiers[1].from: tiers must rise`. */
export const faultLine = (fileName: string, fault: FileFault): string =>
  [`${fileName}:${fault.line}:${fault.column}`, fault.path, fault.reason]
    .filter((part) => part !== '')
    .join(': ');
