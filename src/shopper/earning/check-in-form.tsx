import { useState } from 'react';
import { api } from '#contract/links.ts';
import { ActionForm, SubmitButton } from '#shopper/ui/action-form.tsx';
import { usePage } from '#shopper/ui/page-context.tsx';

/** For a visit to the store whose poster was scanned: the code that the associate shows. */
export function CheckInForm({ store }: { store: string | undefined }) {
  const { t } = usePage();
  const [points, setPoints] = useState<number | null>(null);
  if (points !== null) return <p role="status">{t('check-in.done', { points })}</p>;
  if (store === undefined) return null;
  return (
    <ActionForm
      action={api.checkIns}
      className="panel stack"
      hasField
      onAnswer={(visit) => setPoints(visit.points)}
    >
      {({ busy, fault, notice }) => (
        <>
          <h2>{t('check-in.title', { store })}</h2>
          <p className="hint">{t('check-in.hint')}</p>
          <label className="field">
            {t('check-in.code')}
            <input
              name="code"
              inputMode="numeric"
              autoComplete="off"
              maxLength={20}
              required
              {...fault}
            />
          </label>
          {notice}
          <div className="row">
            <SubmitButton busy={busy} kind="quiet">
              {t('check-in.send')}
            </SubmitButton>
          </div>
        </>
      )}
    </ActionForm>
  );
}
