import { memo } from 'react';
import { outline } from './outline.ts';
import { QR_MODULES, QR_QUIET, qr } from './qr.ts';

type Props = {
  /** The voucher code: twelve digits. */
  digits: string;
  /** What a screen reader says in place of the picture. */
  label: string;
};

const side = QR_MODULES + 2 * QR_QUIET;

/**
 * A voucher code as a QR code, its quiet zone included. Stands directly in a `BarcodeCard`, which
 * sizes it.
 */
export const QrSymbol = memo(function QrSymbol({ digits, label }: Props) {
  return (
    <svg
      className="barcode barcode-qr"
      viewBox={`0 0 ${side} ${side}`}
      shapeRendering="crispEdges"
      role="img"
      aria-label={label}
    >
      <path fill="#000" d={outline(qr(digits), { left: QR_QUIET, top: QR_QUIET })} />
    </svg>
  );
});
