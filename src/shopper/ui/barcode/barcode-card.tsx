import { type ReactNode, useRef } from 'react';
import { useDevicePixel } from './use-device-pixel.ts';

/**
 * The white card under a barcode: black on white in every theme, and sized so that a module is a whole number of device
 * pixels. On a usual phone it needs no script for that. Give it the whole width: it has no margin or padding at its
 * sides, because the symbols have their own quiet zone, and every lost pixel makes the bars thinner.
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
