import { useReducer, useState } from 'react';
import type { Entered } from '#domain/redemption/redemption.ts';
import type { ScannerProfile } from '#domain/scan/scanner-profile.ts';
import { type Desk, deskTakesScan, lookUp } from '#till/members/desk.ts';
import { memberIn, readScanText } from '#till/scan/scan-text.ts';
import type { Actions } from './actions.ts';
import { type Screen, takesScan } from './screen.ts';

/** Where a scan leads: a voucher to the counter, a membership number to the member's screens. */
export function useScans(screen: Screen, actions: Actions, scanner: ScannerProfile) {
  const [desk, setDesk] = useState<Desk | null>(null);
  const [otherLayout, setOtherLayout] = useState(false);
  const [sending, countSending] = useReducer((sum: number, change: 1 | -1) => sum + change, 0);

  const take = (raw: string, entered: Entered) => {
    const { text, otherLayout: other } = readScanText(raw, scanner);
    if (other) setOtherLayout(true);
    if (!text || !takesScan(screen) || (desk && !deskTakesScan(desk, sending > 0))) return;
    const member = memberIn(raw, scanner);
    if (member !== null) {
      actions.next();
      setDesk(lookUp(member));
      return;
    }
    setDesk(null);
    actions.scan(text, entered);
  };
  return {
    desk,
    go: setDesk,
    countSending,
    otherLayout,
    forgetLayout: () => setOtherLayout(false),
    scan: (raw: string) => take(raw, 'scanned'),
    type: (raw: string) => take(raw, 'typed'),
  };
}
