import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Program } from '#domain/program/program.ts';
import { faultLine, readProgramFile } from '#server/usecases/program/program-file.ts';

const fileName = 'program.yaml';

/**
 * A program with every kind of rule and twenty shops.
 * @throws Error when its file is wrong, which is our bug
 */
export function yearProgram(): Program {
  const read = readProgramFile(readFileSync(join(import.meta.dirname, fileName), 'utf8'));
  if ('program' in read) return read.program;
  throw new Error(read.faults.map((fault) => faultLine(fileName, fault)).join('\n'));
}
