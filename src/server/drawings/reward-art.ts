import type { RewardArt } from '#contract/art.ts';
import { glyphOf, tintOf } from '#domain/program/glyph.ts';
import type { Reward } from '#domain/program/program.ts';
import { glyphDrawings } from './glyph-drawings.ts';

/** What a reward looks like on every page. */
export const rewardArt = (reward: Pick<Reward, 'id' | 'icon' | 'worth'>): RewardArt => ({
  tint: tintOf(reward.id),
  glyph: glyphDrawings[glyphOf(reward)],
});
