import type { RewardArt } from '#contract/art.ts';
import type { WorthFace } from '#contract/member.ts';
import { usePage } from '#shopper/ui/page-context.tsx';
import { figureOf } from '#shopper/ui/worth.ts';

interface RewardPictureProps {
  /** Absent in a document of an older version: an empty tint. */
  readonly art: RewardArt | undefined;
  /** With it, an amount stands under the drawing. */
  readonly worth?: WorthFace;
}

/**
 * What a reward looks like: its drawing on a tint of the brand. It fills the box that it stands in, which has a size of
 * its own, so that nothing moves. Always beside the reward's name, so a screen reader skips it.
 */
export function RewardPicture({ art, worth }: RewardPictureProps) {
  const page = usePage();
  const figure = worth && figureOf(page, worth);
  return (
    <span className={`art t-${art?.tint ?? 0}`} aria-hidden="true">
      {art && (
        <svg className="icon" viewBox={figure ? '0 0 48 64' : '0 0 48 48'} aria-hidden="true">
          <path d={art.glyph.fill} />
          <path d={art.glyph.line} />
          {figure && <Figure text={figure} />}
        </svg>
      )}
    </span>
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
