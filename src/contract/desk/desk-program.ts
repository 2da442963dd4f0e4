import Type, { type Static } from 'typebox';
import type { FieldWords } from '#domain/program/change/changed-value.ts';
import type { ProgramChange } from '#domain/program/change/program-change.ts';
import type { LogoPicture, Picture } from '#domain/program/picture.ts';
import type { Text } from '#domain/program/text.ts';
import type { FaultInFile } from './desk-faults.ts';

/** What the desk shows of the program and its drafts, and what is sent of them. Instants are epoch milliseconds. */

/** One thing that was added, removed or changed. */
export interface ChangeWords extends Pick<ProgramChange, 'what' | 'id' | 'kind'> {
  /** What people call it; null: it has no name. */
  readonly name: Text | null;
  /** Empty if it was added or removed. */
  readonly fields: readonly FieldWords[];
}

/** A program that was loaded. */
export interface ProgramVersion {
  readonly version: number;
  readonly beginsAt: number;
  readonly loadedAt: number;
  readonly state: 'in-force' | 'waits' | 'over' | 'withdrawn';
  /** Null: it was the first. */
  readonly changes: readonly ChangeWords[] | null;
}

/** A draft in a list. */
export interface DraftLine {
  readonly id: string;
  readonly name: string;
  /** The version that it was begun from. */
  readonly base: number;
  readonly revision: number;
  readonly savedAt: number;
  /** Who saved it last. */
  readonly savedBy: string;
}

export interface DeskProgram {
  readonly name: string;
  readonly timeZone: string;
  readonly currency: string;
  /** What holds and will (`scheduleOf`); it is sent back with what is put in force. */
  readonly onto: string;
  /** The one in force and those that wait, then the latest others; at most twenty. */
  readonly versions: readonly ProgramVersion[];
  readonly drafts: readonly DraftLine[];
}

/** What a file contains, as `ProgramFile` describes a right one: every value is a text. */
export type FileValue = string | readonly FileValue[] | { readonly [key: string]: FileValue };
export type FileContents = { readonly [key: string]: FileValue };

/** The program's file, of a version or a draft. */
export interface ProgramText {
  /** YAML. */
  readonly text: string;
  /** The same as data; null: the text is no mapping of keys. */
  readonly content: FileContents | null;
  /** The pictures that it may name, by `pictureKey`. */
  readonly pictures: Readonly<Record<string, StoredPicture>>;
}

/** A picture that is stored. */
export type StoredPicture = Picture & LogoPicture;

export interface ProgramDraft extends DraftLine, ProgramText {
  readonly faults: readonly FaultInFile[];
  /**
   * Ids of stores and tills that the program in force has or had, or one that waits for its day will have. A new one is
   * called otherwise: keys, devices and receipts name the old one for ever.
   */
  readonly taken: readonly string[];
  /** What it would change of the program in force; empty while it has faults. */
  readonly changes: readonly ChangeWords[];
}

/** What somebody else's saved draft and mine differ in, when both were written from the same. */
export interface DraftDifference extends DraftLine {
  /** Whether neither has faults. */
  readonly comparable: boolean;
  /** From what they saved to mine. */
  readonly changes: readonly ChangeWords[];
}

/** What members lose by a change. */
export type Loss =
  /** Members who have the points for the reward today. Vouchers that are out keep it. */
  | { readonly what: 'reward-gone'; readonly name: Text; readonly members: Counted }
  /** Members who have the points today, and will not. */
  | {
      readonly what: 'reward-dearer';
      readonly name: Text;
      readonly from: number;
      readonly to: number;
      readonly members: Counted;
    }
  /** Members who have the points for it today, and get less for them or on fewer days. */
  | {
      readonly what: 'reward-less';
      readonly name: Text;
      /** Of the file's own fields of a reward. */
      readonly keys: readonly string[];
      readonly members: Counted;
    }
  | {
      readonly what: 'tier-lower';
      readonly from: Text;
      readonly to: Text;
      readonly members: Counted;
      /** Whether they are told by message. */
      readonly told: boolean;
    }
  /** Nobody counted who would stand lower: others are being counted, it takes too long here, or the role does not ask. */
  | { readonly what: 'tiers-uncounted'; readonly why: 'busy' | 'long' | 'role' }
  /** Vouchers that were taken there and can still be used, and those that its tills hold for a basket. */
  | {
      readonly what: 'store-gone';
      readonly store: string;
      readonly vouchers: Counted;
      readonly held: Counted;
    }
  | { readonly what: 'tier-gone' | 'tier-less'; readonly name: Text }
  | { readonly what: 'rule-gone' | 'rule-less'; readonly name: Text }
  /** Points that are earned from then on end sooner; those in hand keep their day. */
  | { readonly what: 'expiry-sooner' }
  | { readonly what: 'earns-less'; readonly from: string; readonly to: string };

/** `more`: there are more than so many, and nobody counted further. */
export interface Counted {
  readonly count: number;
  readonly more: boolean;
}

/** What putting a draft in force does. */
export interface DraftEffect {
  readonly revision: number;
  /** What holds and will, to be sent with what is put in force. */
  readonly onto: string;
  /** The program that it replaces. */
  readonly against: number;
  readonly changes: readonly ChangeWords[];
  /** What was put in force since the draft was begun, and it takes back. */
  readonly undoes: readonly ChangeWords[];
  /** Programs for the same day, which it replaces before they begin. */
  readonly replaces: readonly number[];
  /** Later programs that were written without its changes, and take them back on their day. */
  readonly takenBack: readonly {
    readonly version: number;
    readonly beginsAt: number;
    readonly changes: readonly ChangeWords[];
  }[];
  readonly losses: readonly Loss[];
  /** Tiers that go, which needs a yes of its own. */
  readonly tiersGone: readonly string[];
}

/** A program that was put in force, or will be. */
export interface ProgramPut {
  /** Null: it holds already, and nothing was changed. */
  readonly version: number | null;
  readonly beginsAt: number | null;
  /** Keys of tills that are new, shown once. */
  readonly tills: readonly {
    readonly tillId: string;
    readonly storeName: string;
    readonly key: string;
  }[];
}

/** A picture that was given to a draft: the name by which its file may name it. */
export interface PictureGiven {
  readonly file: string;
  readonly picture: StoredPicture;
}

const closed = { additionalProperties: false } as const;

/** As long as the longest file may be (`program-file.ts`). */
const FileText = Type.String({ minLength: 1, maxLength: 2_000_000 });
const Name = Type.String({ maxLength: 300 });
const Revision = Type.Integer({ minimum: 1, maximum: 1_000_000_000 });
/** A day or a time as the file writes it; absent: now. */
const From = Type.Optional(Type.String({ maxLength: 35 }));

/** `version`: what it begins from; absent: the one in force. `text`: a file in place of that version's. */
export const BeginDraft = Type.Object(
  {
    name: Name,
    version: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000_000_000 })),
    text: Type.Optional(FileText),
  },
  closed,
);
/** The file as text or as data; `revision`: the draft as it was when this was written. */
export const SaveDraft = Type.Object(
  {
    revision: Revision,
    name: Type.Optional(Name),
    text: Type.Optional(FileText),
    content: Type.Optional(Type.Record(Type.String({ maxLength: 64 }), Type.Unknown())),
  },
  closed,
);
export const EndDraft = Type.Object({ revision: Revision }, closed);
/** A file for a draft's program; `name`: what it is called where it comes from. */
export const GivePicture = Type.Object(
  {
    use: Type.Enum(['reward', 'wide', 'logo']),
    name: Type.String({ minLength: 1, maxLength: 300 }),
  },
  closed,
);
export const AskEffect = Type.Object({ from: From }, closed);
/** A shopper's page under the draft. `points`: of somebody invented; without them, and without `member`, a stranger's. */
export const LookAtDraft = Type.Object(
  {
    language: Type.Enum(['en', 'ar']),
    theme: Type.Enum(['light', 'dark']),
    points: Type.Optional(Type.String({ pattern: '^[0-9]{1,6}$' })),
    member: Type.Optional(Type.String({ pattern: '^[0-9]{10}$' })),
  },
  closed,
);
/** `onto`: what the asker saw (`DraftEffect`). `accepted`: the tiers of which they saw that they go (`tiersGone`). */
export const PutDraft = Type.Object(
  {
    revision: Revision,
    onto: Type.String({ maxLength: 400, pattern: '^[0-9.]+$' }),
    from: From,
    accepted: Type.Array(Type.String({ maxLength: 64 }), { maxItems: 100 }),
  },
  closed,
);

export type BeginDraft = Static<typeof BeginDraft>;
export type SaveDraft = Static<typeof SaveDraft>;
export type PutDraft = Static<typeof PutDraft>;
