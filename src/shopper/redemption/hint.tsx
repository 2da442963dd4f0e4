import { useEffect, useRef, useState } from 'react';
import { usePage } from '#shopper/ui/page-context.tsx';
import { keptHere } from '#web/browser-storage.ts';

const shown = 'screen-hint';

/**
 * Says once on each phone to turn the brightness up, because no page can; and, whenever the browser darkens pages by
 * itself, says to switch that off. It is below the sheet, so that the bars stay where they are.
 */
export function Hint() {
  const { t } = usePage();
  const probe = useRef<HTMLElement>(null);
  const [hint, setHint] = useState<'voucher.bright' | 'voucher.dark' | null>(null);
  useEffect(() => {
    if (probe.current && isDarkened(probe.current)) setHint('voucher.dark');
    else if (keptHere.read(shown) === null) {
      keptHere.write(shown, '');
      setHint('voucher.bright');
    }
  }, []);
  return (
    <p className={hint === 'voucher.bright' ? 'hint bright' : 'hint'}>
      <i ref={probe} className="probe" />
      {hint && t(hint)}
    </p>
  );
}

const isDarkened = (probe: Element): boolean =>
  getComputedStyle(probe).color !== 'rgb(255, 255, 255)' &&
  !matchMedia('(forced-colors: active)').matches;
