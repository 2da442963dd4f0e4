import type { FileContents, FileValue } from '#contract/desk/desk-program.ts';
import { Refused } from '#domain/refusal.ts';
import { readSource, sourceOfVersion } from '#server/usecases/editing/program-text.ts';
import { contentOf, isMapping, rewritten } from '#server/usecases/editing/yaml-content.ts';
import type { ReadWork, Work } from '#server/usecases/ground/work.ts';
import { loadProgram } from '#server/usecases/program/load-program.ts';
import { ProgramFault } from '#server/usecases/program/refuse-loading.ts';

interface FileChange {
  /** What held when somebody read the page (`scheduleOf`). */
  readonly onto: string;
  change(content: FileContents): FileContents;
  /** Writes the act down, in the transaction that puts the file in force. */
  note(work: Work): Promise<void>;
}

/**
 * Changes a value of the program's file, and puts it in force: its comments and all else stay as they were written.
 * @throws Refused `desk-program-changed` when another program holds by now, `desk-draft-faulty`
 */
export async function changeFile(
  work: ReadWork,
  { onto, change, note }: FileChange,
): Promise<void> {
  const { text, pictures } = await sourceOfVersion(work, work.version);
  const content = contentOf(text);
  if (!content) throw new Error('the file of the program in force is no mapping');
  const changed = rewritten(text, change(content));
  const read = await readSource({ text: changed, pictures });
  if ('faults' in read) {
    throw new Refused({ key: 'desk-draft-faulty', count: read.faults.length });
  }
  try {
    await loadProgram(work.context, read.program, {
      onto,
      file: { text: changed, pictures: read.byName },
      thenDo: async (loading, version) => {
        if (version !== null) await note(loading);
      },
    });
  } catch (error) {
    throw error instanceof ProgramFault ? new Refused(error.refusal) : error;
  }
}

/** The file with entries of one of its lists changed. */
export function withEntries(
  content: FileContents,
  list: 'rewards' | 'stores',
  change: (entry: FileContents) => FileContents,
): FileContents {
  const entries = listIn(content, list).map((one) => (isMapping(one) ? change(one) : one));
  return { ...content, [list]: entries };
}

/** A list of a file, or of an entry in it; one that is not there is empty. */
export function listIn(content: FileContents, key: string): readonly FileValue[] {
  const found = content[key];
  return Array.isArray(found) ? (found as readonly FileValue[]) : []; // `isArray` knows no readonly lists.
}
