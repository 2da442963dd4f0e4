import type { RewardArt } from '#contract/art.ts';
import { pictureAt } from '#contract/paths.ts';

/**
 * What the associate hands over, to be known at a glance: the reward's picture, or its drawing. Beside its name, so a
 * screen reader skips it.
 * @param art undefined for a reward that has left the program
 */
export function RewardPicture({ art }: { art: RewardArt | undefined }) {
  if (!art) return null;
  const { glyph, picture } = art;
  if (picture)
    return (
      <picture>
        <source type="image/avif" srcSet={pictureAt(picture.hash, 320, 'avif')} />
        <img
          className="give-picture"
          src={pictureAt(picture.hash, 320, 'webp')}
          width="320"
          height="240"
          alt=""
        />
      </picture>
    );
  return (
    <svg className="give-picture" viewBox="-6 0 60 48" aria-hidden="true">
      <path d={glyph?.fill} fill="currentcolor" opacity="0.25" />
      <path d={glyph?.line} />
    </svg>
  );
}
