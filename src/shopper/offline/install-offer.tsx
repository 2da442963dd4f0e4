import { useQueryClient } from '@tanstack/react-query';
import type { Voucher } from '#contract/member.ts';
import { useWallet } from '#shopper/api/queries.ts';
import { usePage } from '#shopper/ui/page-context.tsx';
import { WhenLoaded } from '#shopper/ui/when-loaded.tsx';
import { decline, install, type Way, way } from './install.ts';
import { hasRedeemed } from './voucher-state.ts';

/** The offer to install, only after the first redemption. Its words come with the card's, as no first page waits for them. */
export function InstallOffer() {
  const how = way.use();
  return (
    how && (
      <WhenLoaded as="card">
        <Offer how={how} />
      </WhenLoaded>
    )
  );
}

function Offer({ how }: { how: Way }) {
  const { t } = usePage();
  const client = useQueryClient();
  const { data: wallet } = useWallet();
  const seen = client.getQueriesData<Voucher>({ queryKey: ['voucher'] }).map(([, data]) => data);
  if (!hasRedeemed(wallet, seen)) return null;
  return (
    <section className="panel stack">
      <p>{t('install.offer')}</p>
      {how === 'ask' ? (
        <button type="button" className="button quiet" onClick={install}>
          {t('install.yes')}
        </button>
      ) : (
        <p>{t('install.ios')}</p>
      )}
      <button type="button" className="button plain" onClick={decline}>
        {t('install.later')}
      </button>
    </section>
  );
}
