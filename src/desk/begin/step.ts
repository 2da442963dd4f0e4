import type { DeskBeginning } from '#contract/desk/desk-begin.ts';
import type { Translate } from '#i18n/translate.ts';

/** The page's words, which are loaded beside it. */
export type BeginWords = Translate<'begin' | 'common'>;

/** What each step is given. */
export interface StepProps {
  readonly t: BeginWords;
  readonly beginning: DeskBeginning;
  /** The step is saved: the next one opens. */
  onDone(): void;
}

/** Where this browser is, which suggests currency, languages and time zone. */
export const browserPlace = (): { timeZone: string } => ({
  timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
});
