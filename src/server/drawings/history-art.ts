import type { RewardArt } from '#contract/art.ts';
import type { HistoryReason } from '#contract/member.ts';
import type { GlyphName } from '#domain/program/glyph.ts';
import { glyphDrawings } from './glyph-drawings.ts';

const glyphs: Readonly<Record<HistoryReason['rule'], GlyphName>> = {
  welcome: 'gift',
  purchase: 'bag',
  'rated-anew': 'bag',
  return: 'bag',
  award: 'star',
  'award-back': 'star',
  // Where the program has the reward no more.
  issue: 'ticket',
  'give-back': 'ticket',
  adjustment: 'phone',
  'lot-expiry': 'calendar',
};

/** The sign of a rule by which points change. */
export const historyArt = (rule: HistoryReason['rule']): RewardArt => ({
  tint: 0,
  glyph: glyphDrawings[glyphs[rule]],
});
