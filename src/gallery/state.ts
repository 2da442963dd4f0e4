import type { ReactNode } from 'react';
import type { Reach } from '#web/reach.ts';
import type { Sight } from './sight.ts';

/** One thing that somebody may see: React's, or a document that no script draws. */
export type State = { readonly name: string } & (
  | {
      readonly drawn: ReactNode;
      /** What is pressed once it is drawn, as a selector: some states are one press away. */
      readonly press?: string;
    }
  | { readonly html: string }
);

/** States that are looked at together. */
export interface Group {
  readonly name: string;
  /** The looks of the program, as CSS. */
  readonly sheet: string;
  /** What came of asking the server last, which is the same for a whole page. */
  readonly reach?: Reach;
  readonly states: (sight: Sight) => readonly State[];
}
