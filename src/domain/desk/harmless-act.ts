/**
 * The acts that are taken back in one tap, since nobody loses by it: no member is told, no secret was shown, no points
 * moved, and what happened between stays as it was. Every other act has a way of its own, or none (docs/desk.md).
 */
export const harmlessActs = [
  'administrator-role-changed',
  'poster-moved',
  'program-draft-discarded',
  'reward-restocked',
  'watch-note-decided',
] as const;
export type HarmlessAct = (typeof harmlessActs)[number];

type Value = string | number | boolean | null;

/** What is on record of an act. */
export interface RecordedAct {
  readonly act: string;
  readonly details: Readonly<Record<string, Value>>;
  readonly changes: Readonly<Record<string, readonly [from: Value, to: Value]>>;
  /** The act that it takes back; null: none. */
  readonly undoes: string | null;
}

/** A harmless act: what it was about, and from what to what it changed that. */
export interface Undoable {
  readonly act: HarmlessAct;
  readonly subject: string;
  readonly from: Value;
  readonly to: Value;
}

interface Fields {
  /** Those of its details that say what it was about. */
  readonly subject: readonly string[];
  /** The one of its changes; null: it changes no value. */
  readonly changed: string | null;
}

const fields: Readonly<Record<HarmlessAct, Fields>> = {
  'administrator-role-changed': { subject: ['administratorId'], changed: 'role' },
  'poster-moved': { subject: ['placement'], changed: 'storeId' },
  'program-draft-discarded': { subject: ['draftId'], changed: null },
  'reward-restocked': { subject: ['rewardId'], changed: 'stock' },
  'watch-note-decided': { subject: ['rule', 'eventId'], changed: 'decision' },
};

const harmless = (act: string): HarmlessAct | undefined => harmlessActs.find((one) => one === act);

/** What a harmless act was about; null: it is none, or a version of before did not write it down. */
export function subjectOf({ act, details }: Pick<RecordedAct, 'act' | 'details'>): string | null {
  const known = harmless(act);
  if (!known) return null;
  const parts = fields[known].subject.map((field) => details[field]);
  return parts.every((part) => typeof part === 'string') ? parts.join(' ') : null;
}

/**
 * What taking an act back would do; null: it can't be taken back here. What had no value before, such as a reward without a
 * stock, gets none by it, and what takes something back is not taken back itself.
 */
export function undoableIn(recorded: RecordedAct): Undoable | null {
  const act = harmless(recorded.act);
  const subject = subjectOf(recorded);
  if (!act || subject === null || recorded.undoes !== null) return null;
  const { changed } = fields[act];
  if (changed === null) return { act, subject, from: null, to: null };
  const [from, to] = recorded.changes[changed] ?? [null, null];
  return from === null || to === null ? null : { act, subject, from, to };
}
