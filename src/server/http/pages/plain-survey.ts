import { escapeHtml } from '#contract/document.ts';
import type { Voucher } from '#contract/member.ts';
import type { SurveyAsked } from '#contract/survey.ts';

/**
 * The question under a used voucher for a browser without scripts, where the script that draws it never comes.
 * @returns undefined: the page asks nothing
 */
export function plainSurvey(voucher: Pick<Voucher, 'survey'> | undefined): string | undefined {
  const survey = voucher?.survey;
  if (!survey) return undefined;
  const inside = 'thanks' in survey ? `<p>${escapeHtml(survey.thanks)}</p>` : questionOf(survey);
  return `<section class="panel stack">${inside}</section>`;
}

function questionOf({
  id,
  version,
  question,
  hint,
  answers,
  to,
}: Extract<SurveyAsked, { readonly to: string }>): string {
  const forms = answers.map(
    (answer) =>
      `<form class="stack" method="post" action="${to}">${hidden({ survey: id, version, answer: answer.id })}` +
      `<button class="button quiet">${escapeHtml(answer.text)}</button></form>`,
  );
  return `<h2>${escapeHtml(question)}</h2>${forms.join('')}<p class="hint">${escapeHtml(hint)}</p>`;
}

const hidden = (fields: Readonly<Record<string, string | number>>): string =>
  Object.entries(fields)
    .map(
      ([name, value]) => `<input type="hidden" name="${name}" value="${escapeHtml(`${value}`)}">`,
    )
    .join('');
