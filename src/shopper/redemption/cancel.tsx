import { useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { api } from '#contract/links.ts';
import type { Voucher } from '#contract/member.ts';
import { keep } from '#shopper/api/queries.ts';
import { ActionForm, SubmitButton } from '#shopper/ui/action-form.tsx';
import { usePage } from '#shopper/ui/page-context.tsx';
import { useScripts } from '#shopper/ui/use-scripts.ts';

/**
 * At the top, far from the thumb, and with a second question: a barcode that disappears at the till holds up a queue.
 */
export function Cancel({ voucher }: { voucher: Voucher }) {
  const { t } = usePage();
  const scripts = useScripts();
  const dialog = useRef<HTMLDialogElement>(null);
  if (!scripts)
    return (
      <details className="more cancel">
        <summary>{t('voucher.cancel')}</summary>
        <CancelForm voucher={voucher} />
      </details>
    );
  return (
    <>
      <button
        type="button"
        className="button plain cancel"
        onClick={() => {
          dialog.current?.showModal();
          dialog.current?.querySelector<HTMLButtonElement>('.keep')?.focus();
        }}
      >
        {t('voucher.cancel')}
      </button>
      <dialog ref={dialog} aria-labelledby="cancel-sure">
        <CancelForm voucher={voucher} onKeep={() => dialog.current?.close()} />
      </dialog>
    </>
  );
}

function CancelForm({ voucher, onKeep }: { voucher: Voucher; onKeep?: () => void }) {
  const { t } = usePage();
  const client = useQueryClient();
  // The shop's own till may have used the code, so the points come back later.
  const waits = voucher.source === 'pool' && voucher.notice;
  return (
    <ActionForm
      action={api.cancel(voucher.id)}
      className="stack"
      onAnswer={(cancelled) => keep.voucher(client, cancelled)}
    >
      {({ busy }) => (
        <>
          <h2 id="cancel-sure">{t(waits ? 'voucher.cancel-yes' : 'voucher.cancel-sure')}</h2>
          {waits && <p>{waits}</p>}
          <SubmitButton busy={busy} kind="danger">
            {t('voucher.cancel-yes')}
          </SubmitButton>
          {onKeep && (
            // The focus is here when the dialog opens: a key that is pressed too soon must not cancel.
            <button type="button" className="button quiet keep" onClick={onKeep}>
              {t('voucher.cancel-no')}
            </button>
          )}
        </>
      )}
    </ActionForm>
  );
}
