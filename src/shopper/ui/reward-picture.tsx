import type { RewardArt } from '#contract/art.ts';
import type { WorthFace } from '#contract/member.ts';
import { pictureAt } from '#contract/paths.ts';
import { usePage } from '#shopper/ui/page-context.tsx';
import { figureOf } from '#shopper/ui/worth.ts';

interface RewardPictureProps {
  /** Absent in a document of an older version: an empty tint. */
  readonly art: RewardArt | undefined;
  /** If it is given, the amount is shown under a drawing. */
  readonly worth?: WorthFace;
  /** Across the page: a picture as wide as a phone. */
  readonly large?: boolean;
}

/**
 * What a reward looks like: its picture, or its drawing on a tint of the brand. It fills the box that it stands in,
 * which has a size of its own, so that nothing moves. Always beside the reward's name, so a screen reader skips it.
 */
export function RewardPicture({ art = { tint: 0 }, worth, large = false }: RewardPictureProps) {
  const page = usePage();
  const figure = worth && figureOf(page, worth);
  const { glyph, picture, tint } = art;
  return (
    <span className={`art t-${tint}`} aria-hidden="true">
      {glyph && (
        <svg className="icon" viewBox={figure ? '0 0 48 64' : '0 0 48 48'} aria-hidden="true">
          <path d={glyph.fill} />
          <path d={glyph.line} />
          {figure && <Figure text={figure} />}
        </svg>
      )}
      {picture && <Photograph picture={picture} large={large} />}
    </span>
  );
}

/** Its average colour first, as an attribute, because the policy allows no style of an element. */
function Photograph({
  picture: { hash, color },
  large,
}: {
  picture: NonNullable<RewardArt['picture']>;
  large: boolean;
}) {
  const width = large ? 800 : 320;
  return (
    <>
      <svg preserveAspectRatio="none" viewBox="0 0 1 1" aria-hidden="true">
        <path fill={color} d="M0 0h1v1H0z" />
      </svg>
      <picture>
        <source type="image/avif" srcSet={pictureAt(hash, width, 'avif')} />
        <img
          src={pictureAt(hash, width, 'webp')}
          width={width}
          height={(width * 3) / 4}
          alt=""
          loading="lazy"
          decoding="async"
        />
      </picture>
    </>
  );
}

/** The size that fits one letter; more share the width, because a cut amount would be another one. */
const letters = { largest: 17, all: 84 };

function Figure({ text }: { text: string }) {
  return (
    <text
      x="24"
      y="62"
      fontSize={Math.min(letters.largest, letters.all / text.length)}
      fontWeight="800"
      textAnchor="middle"
      fill="currentcolor"
      stroke="none"
    >
      {text}
    </text>
  );
}
