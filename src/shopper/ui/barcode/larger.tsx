import { usePage } from '#shopper/ui/page-context.tsx';
import { keptHere } from '#web/browser-storage.ts';

const kept = 'screen-larger';

/**
 * Gives a symbol the whole screen. A check box, so that it needs no script; what was chosen is kept on this phone,
 * as it is the phone's screen that a scanner likes or not.
 */
export function Larger() {
  return (
    <label className="larger">
      <input
        type="checkbox"
        ref={(box) => {
          if (box && keptHere.read(kept) !== null) box.checked = true;
        }}
        onChange={({ currentTarget: { checked } }) =>
          checked ? keptHere.write(kept, '') : keptHere.drop(kept)
        }
      />
      {usePage().t('voucher.larger')}
    </label>
  );
}
