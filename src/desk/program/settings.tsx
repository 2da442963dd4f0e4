import { freshId, listAt, textAt } from '#desk/api/file-content.ts';
import { CurrencyField, TimeZoneField } from '#desk/ui/listed-field.tsx';
import { expiryEnds } from '#domain/program/expiry.ts';
import type { FilePath } from '#domain/program/words/file-place.ts';
import { useEditing, useFaultAt, useProgramWords } from './editing.ts';
import { Adding, Entries } from './entries.tsx';
import { ChoiceField, TextField, WordsField } from './fields.tsx';
import { PictureField } from './picture-field.tsx';

/** The shop's name, mark and colour. */
export function Brand() {
  const { t } = useProgramWords();
  return (
    <section className="panel">
      <TextField path={['name']} label={t('desk.program.field.shop-name')} />
      <div className="pair">
        <TextField path={['brand', 'mark']} label={t('desk.program.field.mark')} />
        <TextField kind="color" path={['brand', 'color']} label={t('desk.program.field.color')} />
      </div>
      <PictureField path={['brand', 'logo']} use="logo" label={t('desk.program.field.logo')} />
      <PictureField path={['brand', 'cover']} use="wide" label={t('desk.program.field.cover')} />
    </section>
  );
}

/** What points are, how long they last, and how vouchers work. */
export function Points() {
  const { t } = useProgramWords();
  const number = (
    label: Parameters<typeof t>[0] & `desk.program.field.${string}`,
    ...path: FilePath
  ) => <TextField kind="number" path={path} label={t(label)} />;
  const ends = expiryEnds.map((value) => ({ value, label: t(`desk.program.option.${value}`) }));
  return (
    <section className="panel">
      <div className="pair">
        {number('desk.program.field.points-per-unit', 'points-per-unit')}
        {number('desk.program.field.welcome-points', 'welcome-points')}
      </div>
      <div className="pair">
        <AtListed field={CurrencyField} path="currency" label={t('desk.program.field.currency')} />
        <AtListed
          field={TimeZoneField}
          path="time-zone"
          label={t('desk.program.field.time-zone')}
        />
      </div>
      <div className="pair">
        {number('desk.program.field.points-last-months', 'points-last-months')}
        <ChoiceField
          path={['expiry', 'ends']}
          label={t('desk.program.field.ends')}
          choices={ends}
          usual="day"
        />
        {number('desk.program.field.notice-days', 'expiry', 'notice-days')}
      </div>
      <div className="pair">
        {number('desk.program.field.voucher-minutes', 'voucher-minutes')}
        {number('desk.program.field.live-vouchers-at-most', 'live-vouchers-at-most')}
      </div>
      <div className="pair">
        {number('desk.program.field.claims', 'claims', 'days')}
        {number('desk.program.field.pending', 'pending', 'days')}
      </div>
    </section>
  );
}

/** A field of the file with a long list to choose from. */
function AtListed({
  field: Listed,
  path,
  label,
}: {
  readonly field: typeof TimeZoneField;
  readonly path: string;
  readonly label: string;
}) {
  const { content, readOnly, change } = useEditing();
  return (
    <Listed
      label={label}
      name={path}
      value={textAt(content, [path])}
      readOnly={readOnly}
      fault={useFaultAt([path])}
      onChange={(value) => change([path], value === '' ? undefined : value)}
    />
  );
}

/** The tiers, the lowest first. */
export function Tiers() {
  const { t } = useProgramWords();
  const { content, change } = useEditing();
  const tiers = listAt(content, ['tiers']);
  return (
    <Entries
      list="tiers"
      add={t('desk.program.add-tier')}
      aside={(entry) => textAt(entry, ['from'])}
      form={(index) => <TierForm path={['tiers', index]} />}
      adding={(close) => (
        <Adding
          label={t('desk.program.field.name')}
          submit={t('desk.program.add-yes')}
          onAdd={(name) => {
            const last = tiers.at(-1) ?? {};
            change(['tiers', tiers.length], {
              id: freshId(name, 'tier', tiers),
              name,
              perks: [],
              // Above the one below, or the file would be refused.
              from: String(Math.max(100, 2 * Number.parseFloat(textAt(last, ['from']) || '0'))),
              rate: textAt(last, ['rate']) || '1',
              color: '#8a6d3b',
            });
            close();
          }}
        />
      )}
    />
  );
}

function TierForm({ path }: { readonly path: FilePath }) {
  const { t } = useProgramWords();
  const { content, readOnly, change } = useEditing();
  const at = (...steps: FilePath) => [...path, ...steps];
  const perks = listAt(content, at('perks'));
  return (
    <>
      <WordsField path={at('name')} label={t('desk.program.field.name')} />
      <div className="pair">
        <TextField kind="number" path={at('from')} label={t('desk.program.field.tier-from')} />
        <TextField kind="number" path={at('keep')} label={t('desk.program.field.keep')} />
      </div>
      <div className="pair">
        <TextField kind="number" path={at('rate')} label={t('desk.program.field.rate')} />
        <TextField kind="color" path={at('color')} label={t('desk.program.field.color')} />
      </div>
      <PictureField path={at('picture')} use="wide" label={t('desk.program.field.picture')} />
      {perks.map((_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a perk is known by its place alone
        <div key={index} className="stack">
          <WordsField
            path={at('perks', index)}
            label={`${t('desk.program.field.perks')} ${index + 1}`}
          />
        </div>
      ))}
      {!readOnly && (
        <div className="row">
          <button
            type="button"
            className="button quiet small"
            onClick={() => change(at('perks'), [...perks, '–'])}
          >
            {t('desk.program.add-perk')}
          </button>
        </div>
      )}
    </>
  );
}
