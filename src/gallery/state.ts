import type { ReactNode } from 'react';
import type { Reach } from '#web/reach.ts';
import type { Sight } from './sight.ts';

/** One thing that somebody may see: drawn by React, or a document without a script. */
export type State = { readonly name: string } & (
  | {
      readonly drawn: ReactNode;
      /** A selector to press after drawing: some states are one press away. */
      readonly press?: string;
    }
  | { readonly html: string }
);

/** States that are looked at together. */
export interface Group {
  readonly name: string;
  /** The styles of the program, as CSS. */
  readonly sheet: string;
  /** The result of the last request to the server, which is the same for a whole page. */
  readonly reach?: Reach;
  readonly states: (sight: Sight) => readonly State[];
}
