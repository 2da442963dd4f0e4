import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useEffect, useEffectEvent } from 'react';
import { Link, useNavigate } from 'react-router';
import { api } from '#contract/links.ts';
import type { RewardOffer, Wallet } from '#contract/member.ts';
import { passHash, paths } from '#contract/paths.ts';
import { askAll } from '#shopper/api/news.ts';
import { usePassKey } from '#shopper/api/pass-key.ts';
import { keep, useVisit } from '#shopper/api/queries.ts';
import { ActionForm, SubmitButton } from '#shopper/ui/action-form.tsx';
import { usePage } from '#shopper/ui/page-context.tsx';
import { useReach } from '#web/reach.ts';
import { useKeptId } from './use-kept-id.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

/** For a document of an older version, which does not say how long. */
const usualMinutes = 30;

/** How long to wait for a network that does not answer, because people wait behind. */
const timeoutMs = 3_000;

interface IssueProps {
  readonly offer: RewardOffer;
  readonly away: Wallet['away'];
  /** On the wallet: without the choices that the reward's own page has. */
  readonly brief?: boolean;
  /** The field for how many points; absent: the offer has one price. */
  readonly choice?: ReactNode;
}

/**
 * Takes the points and opens the voucher. Where the network does not answer, the phone makes a pass for the same
 * reward.
 */
function Issue({ offer, away, brief = false, choice }: IssueProps) {
  const { t, format } = usePage();
  const minutes = useVisit()?.program.voucherMinutes ?? usualMinutes;
  const client = useQueryClient();
  const navigate = useNavigate();
  const kept = useKeptId(offer);
  const passKey = usePassKey();
  // Somebody who chose a shop may want the code of its own till, and no pass replaces that.
  const hasPass = passKey !== null && offer.slot !== undefined && !offer.shops;
  const showPass = () => {
    if (hasPass) void navigate(passLink(offer));
    return hasPass;
  };
  return (
    <ActionForm
      action={api.redemptions}
      fields={{
        id: kept.id,
        rewardId: offer.id,
        ...(choice ? { terms: offer.range?.terms ?? '' } : { points: String(offer.points) }),
      }}
      className={placeOf(brief)}
      onSilence={(kind) => kind !== 'broken' && showPass()}
      // The page showed what is not so any more.
      onRefused={() => askAll(client)}
      onAnswer={(voucher) => {
        kept.spend();
        keep.voucher(client, voucher);
        // The answer came too late: an associate may be scanning the pass, which now names this voucher.
        if (location.hash === passHash) return;
        // Going back from the barcode leads to the wallet, not to the page of this button.
        navigate(paths.redemption(voucher.id), { replace: !brief });
      }}
    >
      {({ busy }) => (
        <>
          {/* Another choice now would make a pass for another amount than the one that was asked for. */}
          {choice && <div inert={busy}>{choice}</div>}
          {offer.shops && <ShopField shops={offer.shops} />}
          {!brief && offer.readyHours && <ReadyField hours={offer.readyHours} />}
          <p className="hint">
            {away?.ask ??
              t('rewards.then', { time: format.left(offer.lastsMs ?? minutes * minuteMs) })}
          </p>
          <SubmitButton busy={busy}>
            {offer.range?.use ?? t('rewards.use', { points: offer.points })}
          </SubmitButton>
          {!brief && away && (
            <details>
              <summary>{away.later}</summary>
              <p>{away.hint}</p>
            </details>
          )}
          {busy && <Patience onEnd={showPass} />}
        </>
      )}
    </ActionForm>
  );
}

/** A voucher where there is signal; otherwise a pass. */
export function Ways(props: IssueProps) {
  const passKey = usePassKey();
  const reachable = useReach() === 'reached';
  const { offer, brief = false, choice } = props;
  if (reachable || !passKey || !offer.slot) return <Issue {...props} />;
  return (
    <div className={placeOf(brief)}>
      {choice}
      <Link className="button" to={passLink(offer)}>
        {passKey.words.use}
      </Link>
    </div>
  );
}

const passLink = ({ id }: RewardOffer): string => paths.reward(id) + passHash;

/** Where the thumb is on the reward's own page; on the wallet within its card. */
const placeOf = (brief: boolean): string => (brief ? 'stack' : 'thumb');

/** Shows while somebody waits. */
function Patience({ onEnd }: { onEnd: () => unknown }) {
  const end = useEffectEvent(onEnd);
  useEffect(() => {
    const timer = setTimeout(end, timeoutMs);
    return () => clearTimeout(timer);
  }, []);
  return null;
}

function ShopField({ shops }: { shops: NonNullable<RewardOffer['shops']> }) {
  return (
    <label className="field">
      {usePage().t('rewards.shop')}
      <select name="storeId">
        {/* No shop is chosen beforehand: with the wrong one the points would be taken for nothing. */}
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

/** For a shop without signal, where the barcode could not be loaded. */
function ReadyField({ hours }: { hours: number }) {
  const { t, format } = usePage();
  return (
    <label className="check">
      <input type="checkbox" name="ready" value="1" />
      {t('rewards.ready', { time: format.left(hours * hourMs) })}
    </label>
  );
}
