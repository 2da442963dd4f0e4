import type { RewardArt } from '#contract/art.ts';
import { glyphOf, tintOf } from '#domain/program/glyph.ts';
import type { Reward } from '#domain/program/program.ts';
import { glyphDrawings } from './glyph-drawings.ts';

/** What a reward looks like on every page. */
export const rewardArt = (
  reward: Pick<Reward, 'id' | 'icon' | 'picture' | 'worth'>,
): RewardArt => ({
  tint: tintOf(reward.id),
  ...(reward.picture ? { picture: reward.picture } : { glyph: glyphDrawings[glyphOf(reward)] }),
});
