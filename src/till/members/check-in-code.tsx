import { useEffect, useEffectEvent, useState } from 'react';
import { tillLinks } from '#contract/links.ts';
import type { CheckInCode } from '#contract/till.ts';
import { checkInCodeMs } from '#domain/earning/check-in.ts';
import { useWords } from '#till/kit/words.tsx';
import { DeskForm } from './desk-form.tsx';
import { useSending } from './use-sending.ts';

interface Props {
  onLeave(): void;
  onShiftLost(): void;
}

/** The code that a member types to check in: it confirms one visit, and the next member gets another one. */
export function CheckIn({ onLeave, onShiftLost }: Props) {
  const { t } = useWords();
  const [shown, setShown] = useState<CheckInCode | null>(null);
  const sending = useSending(onShiftLost, { onlyAsks: true });
  const show = async () => setShown(await sending.post(tillLinks.checkInCodes, {}));
  const showFirst = useEffectEvent(() => void show());
  useEffect(() => showFirst(), []);
  // A code that is no longer good is not shown, whatever time the device's clock says.
  useEffect(() => {
    if (!shown) return;
    const timer = setTimeout(() => setShown(null), checkInCodeMs);
    return () => clearTimeout(timer);
  }, [shown]);
  return (
    <DeskForm
      title={t('till.check-in')}
      busy={sending.busy}
      failure={sending.failure}
      submit={t('till.check-in-next')}
      onlyAsks
      onSubmit={show}
      onLeave={onLeave}
    >
      <p>{t('till.check-in-hint')}</p>
      <p className="check-in-code" dir="ltr" role="status">
        {shown ? `${shown.code.slice(0, 3)} ${shown.code.slice(3)}` : '––– –––'}
      </p>
    </DeskForm>
  );
}
