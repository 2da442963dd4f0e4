import type { DeskBeginning } from '#contract/desk/desk-begin.ts';
import type { Translate } from '#i18n/translate.ts';

/** The page's words, which are loaded beside it. */
export type BeginWords = Translate<'begin' | 'common'>;

export interface NewPin {
  readonly name: string;
  readonly pin: string;
}

/** What each step is given. */
export interface StepProps {
  readonly t: BeginWords;
  readonly beginning: DeskBeginning;
  /** PINs that were given out here and not noted yet: nothing else shows them again. */
  readonly pins: readonly NewPin[];
  onPins(pins: readonly NewPin[]): void;
  /** The step is saved: the next one opens. */
  onDone(): void;
}

/** Where this browser is, which suggests currency, languages and time zone. */
export const browserPlace = (): { timeZone: string } => ({
  timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
});
