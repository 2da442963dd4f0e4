import { type ReactNode, useRef } from 'react';
import './barcode.css';
import { useDevicePixel } from './use-device-pixel.ts';

/**
 * The white card that barcodes stand on: black on white in every theme, and sized so that a module
 * is a whole number of device pixels. It needs no script for that on a usual phone.
 *
 * Give it the whole width: it has no margin or padding at its sides, as the symbols bring their own
 * quiet zone, and every pixel it is denied makes the bars thinner.
 */
export function BarcodeCard({ children }: { children: ReactNode }) {
  const card = useRef<HTMLDivElement>(null);
  useDevicePixel(card);
  return (
    <div ref={card} className="barcode-card">
      {children}
    </div>
  );
}
