import { useState } from 'react';
import { deskLinks } from '#contract/desk/desk-links.ts';
import { BeginDraft } from '#contract/desk/desk-program.ts';
import { deskPlaces, type ProgramPart } from '#desk/api/places.ts';
import { useAction } from '#desk/api/use-action.ts';
import { useLeadOn } from '#desk/api/use-lead-on.ts';
import { Dialog } from '#desk/ui/dialog.tsx';
import { Field, Form } from '#desk/ui/form.tsx';
import { send } from '#web/client.ts';
import { useProgramWords } from './editing.ts';

/** What a draft is begun from: a version, or a file that is chosen. */
export type Beginning = { readonly version: number } | 'file';

/** Names a draft, and opens it. */
export function Begin({
  from,
  part,
  onClose,
}: {
  readonly from: Beginning;
  /** What opens of it, and what it is called until somebody calls it otherwise. */
  readonly part?: ProgramPart;
  onClose(): void;
}) {
  const { t } = useProgramWords();
  const leadOn = useLeadOn();
  const begin = useAction(
    (fields: BeginDraft) => send(deskLinks.beginDraft, fields),
    ({ id }) => leadOn(deskPlaces.draftOf(id, part ?? 'rewards')),
  );
  const [text, setText] = useState<string | null>(null);
  const title =
    from === 'file'
      ? t('desk.program.import')
      : t('desk.program.begin-from', { version: `${from.version}` });
  return (
    <Dialog title={title} onClose={onClose}>
      <Form
        schema={BeginDraft}
        fields={(form) => ({
          name: String(form.get('name')),
          ...(from === 'file' ? { text: text ?? '' } : from),
        })}
        action={begin}
        submit={t('desk.program.begin-yes')}
      >
        {from === 'file' && (
          <Field label={t('desk.program.file')} name="text" hint={t('desk.program.import-hint')}>
            {(ties) => (
              <input
                className="input"
                type="file"
                accept=".yaml,.yml"
                onChange={({ target }) => {
                  void target.files?.[0]?.text().then(setText);
                }}
                {...ties}
              />
            )}
          </Field>
        )}
        <Field
          label={t('desk.program.draft-name')}
          name="name"
          hint={t('desk.program.draft-name-hint')}
        >
          {(ties) => (
            <input
              className="input"
              autoComplete="off"
              dir="auto"
              defaultValue={part && t(`desk.program.part.${part}`)}
              {...ties}
            />
          )}
        </Field>
      </Form>
    </Dialog>
  );
}
