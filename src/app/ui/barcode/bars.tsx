import { memo } from 'react';
import { BARS_MODULES, BARS_QUIET, code128 } from './code-128.ts';
import { outline } from './outline.ts';

type Props = {
  /** The voucher code: twelve digits. */
  digits: string;
  /** What a screen reader says in place of the picture. */
  label: string;
};

/**
 * A voucher code as Code 128, its quiet zones included. Stands directly in a `BarcodeCard`, which
 * sizes it. The drawing is one module high and stretched, as a linear symbol's height carries nothing.
 */
export const Bars = memo(function Bars({ digits, label }: Props) {
  return (
    <svg
      className="barcode barcode-bars"
      viewBox={`0 0 ${BARS_MODULES + 2 * BARS_QUIET} 1`}
      preserveAspectRatio="none"
      shapeRendering="crispEdges"
      role="img"
      aria-label={label}
    >
      <path fill="#000" d={outline([code128(digits)], { left: BARS_QUIET, top: 0 })} />
    </svg>
  );
});
