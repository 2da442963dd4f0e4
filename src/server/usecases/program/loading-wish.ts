import type { Work } from '#server/usecases/ground/work.ts';
import type { GivenPicture, PicturesByName } from './read-pictures.ts';
import type { AcceptedTiers } from './refuse-loading.ts';

/** How a program is to be loaded, and what is known of it beside what it says. */
export interface LoadingWish {
  /** The tiers of which the administrator has agreed that they go although members have stood in them. */
  readonly accepted?: AcceptedTiers;
  /** When the program is to begin; absent: now. */
  readonly beginsAt?: number;
  /** The pictures that the program names; absent: none, or they are stored. */
  readonly pictures?: readonly GivenPicture[];
  /** The file that it was read from, kept beside it; absent: it was read from none. */
  readonly file?: ProgramSource;
  /** What held when somebody decided to load it (`scheduleOf`); absent: whatever holds. */
  readonly onto?: string;
  /**
   * Nobody is shown the keys of new tills, so none of them is good until a till is given one that somebody sees. Absent:
   * whoever loads is shown them.
   */
  readonly keysUnseen?: boolean;
  /** Runs in the same transaction, before anything is loaded. */
  readonly firstDo?: (work: Work) => Promise<void>;
  /**
   * Runs in the same transaction, after it.
   * @param version null: the same program was loaded before
   * @param holds the version that is or was loaded
   */
  readonly thenDo?: (work: Work, version: number | null, holds: number) => Promise<void>;
}

/** A program's file, and the stored pictures that it names. */
export interface ProgramSource {
  /** YAML. */
  readonly text: string;
  readonly pictures: PicturesByName;
}
