import type { FaultInFile } from '#contract/desk/desk-faults.ts';
import type { Rehearsal } from '#contract/desk/desk-foresight.ts';
import { isMoment } from '#contract/program/file-parts.ts';
import { type DeskRole, mayDo } from '#domain/desk/desk-role.ts';
import { Refused } from '#domain/refusal.ts';
import { faultsInFile } from '#server/usecases/editing/fault-words.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { readProgramFile } from '#server/usecases/program/program-file.ts';
import { instantOf } from '#server/usecases/program/program-file-times.ts';

/** A program as text, a draft or a file that somebody chose. */
interface TextWish {
  readonly text: string;
  /** The first day or an instant, as a program's file writes them; absent: a year ago. */
  readonly from?: string | undefined;
}

interface Watched {
  readonly role: DeskRole;
  readonly cancelled: AbortSignal;
  /** Told once the text was read, and then as members are. */
  readonly reached: (members: number) => void;
}

/** What became of it: faults where the text is no right program. */
export type TextRehearsed =
  | { readonly found: Rehearsal }
  | { readonly faults: readonly FaultInFile[] }
  | null;

/**
 * Rehearses the program of a text on the shop's past, in a thread of its own. Who may not see members gets no numbers of
 * theirs.
 * @returns null: it was cancelled
 * @throws Refused `desk-rehearsal-day`, `desk-rehearsal-running`, `desk-rehearsal-too-long`
 */
export async function rehearseText(
  context: Context,
  { text, from }: TextWish,
  { role, cancelled, reached }: Watched,
): Promise<TextRehearsed> {
  const read = readProgramFile(text);
  if ('faults' in read) return { faults: faultsInFile(read.faults) };
  const { program } = read;
  const at = context.now();
  const since = from === undefined || !isMoment(from) ? null : instantOf(from, program.timeZone);
  if (from !== undefined && (since === null || since >= at)) {
    throw new Refused({ key: 'desk-rehearsal-day' });
  }
  const wish = { program, from: since };
  const found = await context.rehearse(wish, { at, cancelled, reached });
  if (!found) return null;
  return { found: mayDo(role, 'see-members') ? found : withoutNumbers(found) };
}

const withoutNumbers = (found: Rehearsal): Rehearsal => ({
  ...found,
  moves: found.moves.map((move) => ({ ...move, sample: [] })),
  most: [],
});
