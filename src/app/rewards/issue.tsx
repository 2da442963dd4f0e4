import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from 'react-router';
import { keep } from '#app/api/queries.ts';
import { ActionForm, SubmitButton } from '#app/ui/action-form.tsx';
import { usePage } from '#app/ui/page-context.tsx';
import type { RewardOffer, Voucher } from '#contract/member.ts';
import { memberApi, passHash, paths } from '#contract/paths.ts';
import { useKeptId } from './use-kept-id.ts';

const hourMs = 60 * 60_000;

/** The points go, and a voucher comes. */
export function Issue({ offer }: { offer: RewardOffer }) {
  const { t } = usePage();
  const client = useQueryClient();
  const navigate = useNavigate();
  const kept = useKeptId(offer.id);
  return (
    <ActionForm<Voucher>
      action={memberApi.redemptions}
      fields={{ id: kept.id, rewardId: offer.id }}
      className="thumb"
      onAnswer={(voucher) => {
        kept.spend();
        keep.voucher(client, voucher);
        // An answer that came too late: an associate may be scanning the pass, which now stands for this voucher.
        if (location.hash === passHash) return;
        // Going back from the barcode leads to the wallet, not to this button again.
        navigate(paths.redemption(voucher.id), { replace: true });
      }}
    >
      {({ busy }) => (
        <>
          {offer.shops && <ShopField shops={offer.shops} />}
          {offer.readyHours && <ReadyField hours={offer.readyHours} />}
          <p className="hint">{t('rewards.then')}</p>
          <SubmitButton busy={busy}>{t('rewards.use', { points: offer.points })}</SubmitButton>
        </>
      )}
    </ActionForm>
  );
}

function ShopField({ shops }: { shops: NonNullable<RewardOffer['shops']> }) {
  return (
    <label className="field">
      {usePage().t('rewards.shop')}
      <select name="storeId">
        {/* None is chosen for them: at the wrong one the points would be gone for nothing. */}
        <option />
        {shops.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}

/** For a shop without signal, where its barcode could not be had. */
function ReadyField({ hours }: { hours: number }) {
  const { t, format } = usePage();
  return (
    <label className="check">
      <input type="checkbox" name="ready" value="1" />
      {t('rewards.ready', { time: format.left(hours * hourMs) })}
    </label>
  );
}
