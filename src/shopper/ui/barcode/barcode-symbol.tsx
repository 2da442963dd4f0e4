import { memo } from 'react';
import type { SymbolDrawing } from '#contract/member.ts';
import { outline } from '#domain/values/outline.ts';

type Props = {
  drawing: SymbolDrawing;
  /** What a screen reader says in place of the picture. */
  label: string;
};

/**
 * A barcode with its quiet zone. Put it directly into a `BarcodeCard`, which sizes it by its width in modules. Bars are
 * one module high and stretched, because the height of bars carries nothing.
 */
export const BarcodeSymbol = memo(function BarcodeSymbol({
  drawing: { rows, quiet },
  label,
}: Props) {
  const across = (rows[0] ?? '').length + 2 * quiet;
  const top = rows.length > 1 ? quiet : 0;
  return (
    <svg
      // Set through CSSOM, which the policy allows; without scripts the style sheet reads the attribute.
      ref={(svg) => svg?.style.setProperty('--modules', `${across}`)}
      data-modules={across}
      className={`barcode barcode-${top ? 'qr' : 'bars'}`}
      viewBox={`0 0 ${across} ${rows.length + 2 * top}`}
      preserveAspectRatio={top ? undefined : 'none'}
      shapeRendering="crispEdges"
      role="img"
      aria-label={label}
    >
      {/* Browsers that darken pages change the colours of boxes, but not those of a drawing. */}
      <rect width="100%" height="100%" fill="#fff" />
      <path fill="#000" d={outline(rows, { left: quiet, top })} />
    </svg>
  );
});
