import { api } from '#contract/links.ts';
import type { Profile } from '#contract/profile.ts';
import { usePage } from '#shopper/ui/page-context.tsx';
import { SaveForm } from './save-form.tsx';

const days = Array.from({ length: 31 }, (_, index) => index + 1);

/** Asks for the day of a birthday, or its month alone. Without a month it is forgotten. */
export function BirthdayForm({ asked }: { asked: NonNullable<Profile['birthday']> }) {
  const { t } = usePage();
  const { month, day, months } = asked;
  return (
    <section className="panel">
      <h2 id="birthday">{t('profile.birthday')}</h2>
      <SaveForm action={api.birthday} why={t('profile.birthday-why')}>
        {(fault) => (
          <>
            <label className="field">
              {t('profile.month')}
              <select name="month" autoComplete="bday-month" defaultValue={month ?? ''} {...fault}>
                <option value="">–</option>
                {months.map((name, index) => (
                  <option key={name} value={index + 1}>
                    {name}
                  </option>
                ))}
              </select>
            </label>
            <label className="field">
              {t('profile.day')}
              <select name="day" autoComplete="bday-day" defaultValue={day ?? ''}>
                <option value="">–</option>
                {days.map((number) => (
                  <option key={number} value={number}>
                    {number}
                  </option>
                ))}
              </select>
            </label>
          </>
        )}
      </SaveForm>
    </section>
  );
}
