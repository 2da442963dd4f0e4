import { useState } from 'react';
import { api } from '#contract/links.ts';
import type { ClaimForm as Facts } from '#contract/profile.ts';
import { ActionForm, SubmitButton } from '#shopper/ui/action-form.tsx';
import { usePage } from '#shopper/ui/page-context.tsx';

/** For a purchase at which the member forgot to scan: what its receipt says. */
export function ClaimForm({ claim }: { claim: Facts }) {
  const { t } = usePage();
  const [points, setPoints] = useState<number | null>(null);
  return (
    <ActionForm
      action={api.claims}
      className="panel stack"
      hasField
      onAnswer={(claimed, form) => {
        form.reset();
        setPoints(claimed.points);
      }}
      onRefused={() => setPoints(null)}
    >
      {({ busy, fault, notice }) => (
        <>
          <h2>{t('claim.title')}</h2>
          <p className="hint">{t('claim.hint', { days: claim.days })}</p>
          <StoreField stores={claim.stores} />
          <label className="field">
            {t('claim.receipt')}
            <input name="receiptNumber" autoComplete="off" maxLength={64} {...fault} />
          </label>
          <label className="field">
            {t('claim.amount')}
            <input
              name="amount"
              autoComplete="off"
              inputMode="decimal"
              maxLength={32}
              placeholder={t('claim.amount-example')}
            />
          </label>
          <label className="field">
            {t('claim.day')}
            <input name="day" type="date" min={claim.from} max={claim.until} />
          </label>
          {notice}
          <div className="row">
            <SubmitButton busy={busy} kind="quiet">
              {t('claim.send')}
            </SubmitButton>
          </div>
          <p role="status">{points !== null && t('claim.done', { points })}</p>
        </>
      )}
    </ActionForm>
  );
}

function StoreField({ stores }: Pick<Facts, 'stores'>) {
  const { t } = usePage();
  const [only, another] = stores;
  if (only && !another) return <input type="hidden" name="storeId" value={only.id} />;
  return (
    <label className="field">
      {t('claim.store')}
      <select name="storeId">
        {/* None is chosen beforehand: the wrong one would look like a receipt that is not there. */}
        <option />
        {stores.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}
