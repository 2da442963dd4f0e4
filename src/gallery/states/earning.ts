import { outline } from '#domain/values/outline.ts';
import type { Sight } from '#gallery/sight.ts';
import { earning, invite } from '#gallery/values/earning.ts';
import { QR_QUIET, qr } from '#shopper/ui/barcode/qr.ts';
import { shopperState } from './shopper.tsx';

/** Ways to earn: how far they are, and with an invitation and the forms of a visit and of a forgotten scan. */
export const waysToEarn = (sight: Sight) => {
  const page = (name: string, more?: Parameters<typeof earning>[1]) =>
    shopperState(name, sight, {
      url: '/earn',
      queries: [{ key: ['earning'], data: earning(sight.language, more) }],
    });
  return [
    page('ways to earn'),
    page('ways to earn, friends and a visit', {
      ways: [],
      checkIn: { store: 'Main St.' },
      invite: invite(sight.language, drawn()),
    }),
  ];
};

/** Any code: what a gallery's link says leads nowhere. */
function drawn() {
  const rows = qr('741852963074');
  const path = outline(rows, { left: QR_QUIET, top: QR_QUIET });
  return { across: rows.length + 2 * QR_QUIET, path };
}
