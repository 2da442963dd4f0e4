import { type ReactNode, useEffect, useId, useRef, useState } from 'react';
import type { TObject } from 'typebox';
import { Errors } from 'typebox/value';
import type { Action } from '#desk/api/use-action.ts';
import { useSentence, useWords, type Words } from '#desk/api/words.tsx';
import { failureOf } from '#web/failure.ts';
import { FaultContext, useFault } from './fault-context.ts';
import { Note } from './note.tsx';

interface FormProps {
  /** What the route takes: the same schema checks here, before anything is sent. */
  readonly schema: TObject;
  /** What is sent, made of the form's fields. */
  readonly fields: (form: FormData) => Readonly<Record<string, unknown>>;
  readonly action: Action<readonly [never]>;
  readonly submit: string;
  readonly danger?: boolean;
  readonly children: ReactNode;
}

/** A native form whose faults stand at their fields, whoever found them. */
export function Form({ schema, fields, action, submit, danger = false, children }: FormProps) {
  const { t } = useWords();
  const sentence = useSentence();
  const [own, setOwn] = useState<Readonly<Record<string, string>>>({});
  const form = useRef<HTMLFormElement>(null);
  const said = action.error === null ? null : sentence(action.error);
  const at = fieldOf(action.error);
  const faults = at !== null && said !== null ? { ...own, [at]: said } : own;
  const words = useWords();
  const first = Object.keys(faults)[0];
  useEffect(() => {
    if (first === undefined) return;
    form.current?.querySelector<HTMLElement>(`[name="${first}"]`)?.focus();
  }, [first]);
  return (
    <form
      ref={form}
      className="form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        const sent = fields(new FormData(event.currentTarget));
        const found = faultsIn(schema, sent, words);
        setOwn(found);
        action.forget();
        // Checked against the route's own schema, which is the type of what is sent.
        if (Object.keys(found).length === 0) action.run(sent as never);
      }}
    >
      <FaultContext value={faults}>{children}</FaultContext>
      {said !== null && at === null && <Note bad>{said}</Note>}
      <button
        type="submit"
        className={danger ? 'button danger' : 'button'}
        aria-disabled={action.busy}
      >
        {action.busy ? t('common.loading') : submit}
      </button>
    </form>
  );
}

/** The field that a refusal is about; null: it is about the whole. */
function fieldOf(error: unknown): string | null {
  const failure = error === null ? null : failureOf(error);
  if (failure?.kind !== 'refused') return null;
  const { refusal } = failure;
  if (refusal.key === 'desk-answer') return refusal.field;
  const fault =
    'fault' in refusal ? fieldsOfRefusals[`${refusal.key}.${refusal.fault}`] : undefined;
  return fault ?? fieldsOfRefusals[refusal.key] ?? null;
}

const fieldsOfRefusals: Readonly<Record<string, string>> = {
  'desk-name': 'name',
  'desk-associate-taken': 'name',
  'desk-points': 'points',
  'points-short': 'points',
  'desk-sorry-too-many': 'points',
  'desk-sorry-used-up': 'points',
  'desk-sorry-words': 'whyAr',
  'desk-why': 'why',
  'desk-webhook-address': 'url',
  'desk-connection.shop': 'shop',
  'desk-connection.location': 'location',
  'desk-connection.key': 'key',
  'desk-connection.denied': 'key',
  'store-unknown': 'storeId',
  'desk-other-number': 'number',
};

/** What the schema says against the fields, as a sentence for each. */
function faultsIn(
  schema: TObject,
  sent: unknown,
  { t }: Pick<Words, 't'>,
): Readonly<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const error of Errors(schema, sent)) {
    const missing = error.keyword === 'required' ? error.params.requiredProperties : [];
    const names = missing.length > 0 ? missing : [error.instancePath.slice(1)];
    for (const name of names)
      if (name !== '') found[name] ??= t(wordsOf[error.keyword] ?? 'desk.fault.other');
  }
  return found;
}

const wordsOf = {
  required: 'desk.fault.empty',
  enum: 'desk.fault.choose',
  minLength: 'desk.fault.empty',
  maxLength: 'desk.fault.long',
  type: 'desk.fault.number',
  integer: 'desk.fault.number',
  minimum: 'desk.fault.small',
  maximum: 'desk.fault.large',
} as Readonly<
  Record<
    string,
    | 'desk.fault.empty'
    | 'desk.fault.choose'
    | 'desk.fault.long'
    | 'desk.fault.number'
    | 'desk.fault.small'
    | 'desk.fault.large'
    | undefined
  >
>;

/** What ties a control to its label and to its fault. */
export interface Ties {
  readonly id: string;
  readonly name: string;
  readonly 'aria-invalid': true | undefined;
  readonly 'aria-describedby': string | undefined;
}

interface FieldProps {
  readonly label: string;
  readonly name: string;
  readonly hint?: string | undefined;
  readonly children: (ties: Ties) => ReactNode;
}

/** A field below its label, with a hint, and its fault below that. */
export function Field(field: FieldProps) {
  const fault = useFault(field.name);
  return (
    <TiedField
      {...field}
      fault={
        fault
          ? (id) => (
              <p id={id} className="field-fault" role="alert">
                {fault}
              </p>
            )
          : null
      }
    />
  );
}

/** The same for whoever knows its fault. @param fault draws it under the id that the control names; null: none */
export function TiedField({
  label,
  name,
  hint,
  fault,
  children,
}: FieldProps & { readonly fault: ((id: string) => ReactNode) | null }) {
  const id = useId();
  const beside = [hint && `${id}-hint`, fault && `${id}-fault`].filter(Boolean).join(' ');
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {children({
        id,
        name,
        'aria-invalid': fault ? true : undefined,
        'aria-describedby': beside || undefined,
      })}
      {hint && (
        <p id={`${id}-hint`} className="soft">
          {hint}
        </p>
      )}
      {fault?.(`${id}-fault`)}
    </div>
  );
}
