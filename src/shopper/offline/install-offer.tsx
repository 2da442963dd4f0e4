import { useQueryClient } from '@tanstack/react-query';
import type { Voucher } from '#contract/member.ts';
import { useWallet } from '#shopper/api/queries.ts';
import { usePage } from '#shopper/ui/page-context.tsx';
import { decline, install, type Way, way } from './install.ts';
import { hasRedeemed } from './voucher-state.ts';

/** The offer to install, only after the first redemption. */
export function InstallOffer() {
  const how = way.use();
  return how && <Offer how={how} />;
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
