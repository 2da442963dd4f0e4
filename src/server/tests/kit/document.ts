/** A form in a document without scripts. */
export interface Form {
  readonly action: string;
  /** What it sends when nothing is filled in. */
  readonly hidden: Readonly<Record<string, string>>;
  /** What a person, or a program that pretends to be one, can fill in or tick. */
  readonly open: readonly {
    readonly name: string;
    readonly type: string;
    readonly value: string;
  }[];
}

/** Every form that is sent by POST. */
export function formsOf(html: string): Form[] {
  return [...html.matchAll(/<form([^>]*)>(.*?)<\/form>/gs)].map(([, tag = '', inside = '']) => {
    const controls = [...inside.matchAll(/<(?:input|button|select)\b([^>]*)>/g)]
      .map(([, control = '']) => ({
        name: attribute(control, 'name'),
        type: attribute(control, 'type') || 'text',
        value: attribute(control, 'value'),
      }))
      .filter(({ name }) => name !== '');
    const hidden = controls.filter(({ type }) => type === 'hidden');
    return {
      action: attribute(tag, 'action'),
      hidden: Object.fromEntries(hidden.map(({ name, value }) => [name, value])),
      open: controls.filter(({ type }) => type !== 'hidden'),
    };
  });
}

const attribute = (tag: string, name: string): string =>
  withoutEscapes(new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1] ?? '');

const withoutEscapes = (text: string): string =>
  text
    .replaceAll('&quot;', '"')
    .replaceAll('&#x27;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');

/** The visible part of a document, without the state for the script. */
export const markupOf = (html: string): string =>
  /<div id="root">(.*)<\/div>\s*<script/s.exec(html)?.[1] ?? '';
