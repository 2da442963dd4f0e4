import { keptHere } from '#app/api/browser-storage.ts';
import { usePage } from '#app/ui/page-context.tsx';

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
