import { useState } from 'react';
import { BeginLook } from '#contract/desk/desk-begin.ts';
import { deskLinks } from '#contract/desk/desk-links.ts';
import { pictureAt } from '#contract/paths.ts';
import { useAction } from '#desk/api/use-action.ts';
import { useWords } from '#desk/api/words.tsx';
import { dress } from '#desk/ui/dress.ts';
import { Field, Form } from '#desk/ui/form.tsx';
import { judgeColour, logoBytesAtMost, markOf } from '#domain/desk/beginning/beginning.ts';
import { send } from '#web/client.ts';
import type { BeginWords, StepProps } from './step.ts';

/** A file that was chosen: its content in base64, and where this page has it; or that it is too large. */
type Chosen = { readonly base64: string; readonly url: string } | 'large' | null;

/** Colour and logo. What would not be readable is mended before anybody sees it, and shown here. */
export function LookForm({ t, beginning, onDone }: StepProps) {
  const { revision, answers } = beginning;
  const { t: say } = useWords();
  const [color, setColor] = useState(answers.color);
  const [chosen, setChosen] = useState<Chosen>(null);
  const [removes, setRemoves] = useState(false);
  const save = useAction(
    (wish: BeginLook) => send(deskLinks.beginLook, wish),
    () => {
      dress(document.documentElement, color);
      onDone();
    },
  );
  const file = chosen !== null && chosen !== 'large' ? chosen : null;
  const logo = file ? { logo: file.base64 } : {};
  const saved = answers.logoHash === null ? null : pictureAt(answers.logoHash, 320, 'webp');
  return (
    <Form
      schema={BeginLook}
      fields={() => ({ revision, color, ...(removes ? { logo: null } : logo) })}
      action={save}
      submit={t('begin.save')}
    >
      <Field label={t('begin.colour')} name="color" hint={t('begin.colour-hint')}>
        {(ties) => (
          <div className="row">
            <input
              type="color"
              className="colour"
              aria-label={t('begin.colour-pick')}
              value={/^#[0-9a-f]{6}$/i.test(color) ? color : '#000000'}
              onChange={(event) => setColor(event.target.value)}
            />
            <input
              className="input short"
              dir="ltr"
              autoComplete="off"
              spellCheck={false}
              value={color}
              onChange={(event) => setColor(event.target.value)}
              {...ties}
            />
          </div>
        )}
      </Field>
      <Preview
        t={t}
        color={color}
        name={answers.name}
        logoUrl={file?.url ?? (removes ? null : saved)}
      />
      <Field
        label={t('begin.logo')}
        name="logo"
        hint={t(saved === null ? 'begin.logo-hint' : 'begin.logo-saved')}
      >
        {(ties) => (
          <input
            type="file"
            className="input"
            accept="image/png,image/jpeg,image/webp,image/avif,image/svg+xml"
            onChange={(event) => {
              setRemoves(false);
              void readFile(event.target.files?.[0]).then(setChosen);
            }}
            {...ties}
          />
        )}
      </Field>
      {chosen === 'large' && (
        <p className="field-fault" role="alert">
          {say('desk.refusal.desk-answer.logo-large')}
        </p>
      )}
      {saved !== null && (
        <label className="choice">
          <input
            type="checkbox"
            checked={removes}
            onChange={(event) => setRemoves(event.target.checked)}
          />
          <span>{t('begin.logo-remove')}</span>
        </label>
      )}
    </Form>
  );
}

async function readFile(file: File | undefined): Promise<Chosen> {
  if (!file) return null;
  // What is too large is not sent first.
  if (file.size > logoBytesAtMost) return 'large';
  const bytes = new Uint8Array(await file.arrayBuffer());
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  const base64 = btoa(binary);
  return { base64, url: `data:${file.type};base64,${base64}` };
}

/** A card and a button in the colour as it will be shown, with how well they can be read. */
function Preview({
  t,
  color,
  name,
  logoUrl,
}: {
  readonly t: BeginWords;
  readonly color: string;
  readonly name: string;
  /** The file that was chosen, or the logo that is saved; null: neither. */
  readonly logoUrl: string | null;
}) {
  const { format } = useWords();
  const plain = color.trim().toLowerCase();
  if (!/^#[0-9a-f]{6}$/.test(plain)) return null;
  const { shown, ink, contrast, isPale } = judgeColour(plain);
  return (
    <div className="row">
      <svg className="brand-preview" viewBox="0 0 64 40" aria-hidden="true">
        <rect width="64" height="40" rx="6" fill={shown} />
        {logoUrl === null ? (
          <text x="32" y="27" textAnchor="middle" fontSize="20" fontWeight="700" fill={ink}>
            {markOf(name)}
          </text>
        ) : (
          <>
            <rect x="8" y="8" width="48" height="24" rx="4" fill="#fff" />
            <image href={logoUrl} x="11" y="10" width="42" height="20" />
          </>
        )}
      </svg>
      <p className="soft">
        {isPale
          ? t('begin.colour-pale')
          : shown === plain
            ? t('begin.colour-good', { contrast: format.number(contrast) })
            : t('begin.colour-mended', { shown, contrast: format.number(contrast) })}
      </p>
    </div>
  );
}
