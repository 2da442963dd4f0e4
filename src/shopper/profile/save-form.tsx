import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import type { Sends } from '#contract/endpoint.ts';
import type { Versioned } from '#contract/page.ts';
import type { Profile } from '#contract/profile.ts';
import { keep } from '#shopper/api/queries.ts';
import { ActionForm, type FieldFault, SubmitButton } from '#shopper/ui/action-form.tsx';
import { usePage } from '#shopper/ui/page-context.tsx';

interface Props<Fields> {
  readonly action: Sends<Fields, Versioned<Profile>>;
  /** What the field is asked for; null: that is plain. */
  readonly why: string | null;
  /** @param fault attributes for the input: they point to the form's notice, and after a refusal mark the input as wrong */
  readonly children: (fault: FieldFault) => ReactNode;
}

/**
 * Fields of the profile with their button on the same line. The form says that all is saved, until something in it
 * changes or is sent again.
 */
export function SaveForm<Fields extends Readonly<Record<string, string>>>({
  action,
  why,
  children,
}: Props<Fields>) {
  const { t } = usePage();
  const client = useQueryClient();
  const [saved, setSaved] = useState(false);
  return (
    <ActionForm
      action={action}
      className="stack"
      hasField
      beforeSending={async () => setSaved(false)}
      onAnswer={(next) => {
        keep.profile(client, next);
        setSaved(true);
      }}
    >
      {({ busy, fault, notice }) => (
        <>
          <div className="row save" onInput={() => setSaved(false)}>
            {children(fault)}
            <SubmitButton busy={busy} kind="quiet">
              {t('profile.save')}
            </SubmitButton>
          </div>
          {why && <p className="hint">{why}</p>}
          {notice}
          {/* While it says nothing it takes no room. */}
          <span role="status" className={saved ? undefined : 'heard'}>
            {saved && t('profile.saved')}
          </span>
        </>
      )}
    </ActionForm>
  );
}
