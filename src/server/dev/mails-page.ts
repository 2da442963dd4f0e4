import { escapeHtml } from '#contract/document.ts';
import { directionOf, isLanguage } from '#i18n/language.ts';
import { demonstrationProgram } from '#server/demonstration/program.ts';
import { sampleAt, sampleMails } from './sample-mails.ts';

export const mailsPath = '/dev/mails';

const style = `
:root{color-scheme:light dark;font:16px/1.4 system-ui,sans-serif}
body{margin:1rem}nav{display:flex;gap:1rem;margin-block-end:1rem}
main{display:grid;grid-template-columns:repeat(auto-fill,minmax(var(--width),1fr));gap:1rem}
article{min-inline-size:0}h2{margin:0;font-size:1rem}p{margin:0 0 .5rem;opacity:.7}
iframe{border:1px solid #8888;inline-size:100%}`;

/** Each mail ends with it, in whichever direction. */
const company = {
  name: 'Alder & Rye Bakeries GmbH & Co. KG',
  address: 'Unit 4, Grand Canal Quay, Dublin 2, D02 XE14, Ireland',
  mail: 'privacy@alder-and-rye.example',
};

/**
 * All mails to members, each as a mail program shows it in a list and when it is opened: `?language=ar`, `?width=600`, and
 * with `?images=off` as where pictures are not loaded. The theme is the browser's.
 */
export function mailsPage(
  query: Readonly<Record<string, string | undefined>>,
  publicUrl: string,
): string {
  const asked = query.language ?? '';
  const language = isLanguage(asked) ? asked : 'en';
  const width = query.width === '600' ? 600 : 320;
  const link = (name: string, value: string) => {
    const to = new URLSearchParams({ language, width: String(width), [name]: value });
    return `<a href="${mailsPath}?${escapeHtml(to.toString())}">${value}</a>`;
  };
  const program = { ...demonstrationProgram(sampleAt), company };
  const mails = sampleMails(program, language, publicUrl).map(([name, mail]) => {
    const shown =
      query.images === 'off' ? mail.html.replaceAll('<img src="', '<img src="data:,') : mail.html;
    const preview = mail.text.split('\n').filter(Boolean)[1] ?? '';
    return `<article id="${name}"><h2>${escapeHtml(mail.subject)}</h2><p>${escapeHtml(preview)}</p>
<iframe title="${name}" width="${width}" height="700" srcdoc="${escapeHtml(shown)}"></iframe></article>`;
  });
  return `<!doctype html><html lang="${language}" dir="${directionOf(language)}">
<head><meta charset="utf-8"><title>Mails</title><style>${style}</style></head>
<body style="--width:${width}px"><nav>${link('language', 'en')}${link('language', 'ar')}${link('width', '320')}${link('width', '600')}${link('images', 'off')}</nav>
<main>${mails.join('\n')}</main></body></html>`;
}
