import { useQueryClient } from '@tanstack/react-query';
import { api } from '#contract/links.ts';
import type { Voucher } from '#contract/member.ts';
import { keep } from '#shopper/api/queries.ts';
import { ActionForm, SubmitButton } from '#shopper/ui/action-form.tsx';
import { usePage } from '#shopper/ui/page-context.tsx';
import { useSureDialog } from '#shopper/ui/use-sure-dialog.ts';

/**
 * What is rarely wanted of a voucher: to cancel it. It is at the top, far from the thumb, and asks once more, because a
 * barcode that disappears at the till holds up a queue.
 */
export function Menu({ voucher }: { voucher: Voucher }) {
  const { t } = usePage();
  const { scripts, dialog, details, ask } = useSureDialog();
  const askFrom = (item: HTMLElement) => {
    // First, so that the dialog gives the focus back to what is still there. An older browser has no popovers: the menu is open.
    item.closest<HTMLElement>('[popover]')?.hidePopover?.();
    ask();
  };
  return (
    <>
      <button type="button" className="dots" popoverTarget="menu" aria-label={t('voucher.menu')}>
        ⋯
      </button>
      <div id="menu" popover="auto" className="menu">
        {scripts ? (
          <button
            type="button"
            className="button plain"
            onClick={(tap) => askFrom(tap.currentTarget)}
          >
            {t('voucher.cancel')}
          </button>
        ) : (
          <details ref={details}>
            <summary>{t('voucher.cancel')}</summary>
            <CancelForm voucher={voucher} />
          </details>
        )}
      </div>
      {scripts && (
        <dialog ref={dialog} aria-labelledby="cancel-sure">
          <CancelForm voucher={voucher} onKeep={() => dialog.current?.close()} />
        </dialog>
      )}
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
            <button type="button" className="button quiet" onClick={onKeep}>
              {t('voucher.cancel-no')}
            </button>
          )}
        </>
      )}
    </ActionForm>
  );
}
