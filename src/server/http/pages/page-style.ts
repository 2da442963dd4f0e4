/** Cuts a style sheet down to the rules that a page's markup needs. */
export type PageStyle = (markup: string) => string;

/** The classes and elements of a page. */
interface Names {
  readonly classes: ReadonlySet<string>;
  readonly elements: ReadonlySet<string>;
}

/** The classes and elements without which a selector finds nothing. */
interface Needs {
  readonly classes: readonly string[];
  readonly elements: readonly string[];
}

type Part =
  | { readonly kind: 'rule'; readonly text: string; readonly selectors: readonly Needs[] }
  /** Rules under a condition, such as a media query. */
  | { readonly kind: 'group'; readonly head: string; readonly parts: readonly Part[] }
  | { readonly kind: 'always'; readonly text: string };

/**
 * Reads a sheet once, and then cuts it for one page after another. A page uses a third of the rules, and the others
 * would delay its first paint on a slow line. In doubt a rule stays.
 * @param css from the build: no comments, and no brace inside a string
 */
export function pageStyle(css: string): PageStyle {
  const parts = partsOf(css);
  return (markup) => write(parts, namesIn(markup));
}

function partsOf(css: string): Part[] {
  return blocksOf(css).map(({ head, body }): Part => {
    const text = `${head}{${body}}`;
    if (/^@(?:media|supports)\b/.test(head)) return { kind: 'group', head, parts: partsOf(body) };
    if (head.startsWith('@')) return { kind: 'always', text };
    return { kind: 'rule', text, selectors: withoutArguments(head).split(',').map(needsOf) };
  });
}

function write(parts: readonly Part[], page: Names): string {
  const texts = parts.map((part) => {
    if (part.kind === 'always') return part.text;
    if (part.kind === 'rule') return part.selectors.some((one) => has(page, one)) ? part.text : '';
    const inside = write(part.parts, page);
    return inside && `${part.head}{${inside}}`;
  });
  return texts.join('');
}

const has = (page: Names, { classes, elements }: Needs): boolean =>
  classes.every((name) => page.classes.has(name)) &&
  elements.every((name) => page.elements.has(name));

interface Block {
  readonly head: string;
  readonly body: string;
}

/** The outermost blocks of a sheet. */
function blocksOf(css: string): Block[] {
  const blocks: Block[] = [];
  let depth = 0;
  let from = 0;
  let opened = 0;
  for (const { 0: brace, index } of css.matchAll(/[{}]/g)) {
    depth += brace === '{' ? 1 : -1;
    if (brace === '{' && depth === 1) opened = index;
    if (depth > 0) continue;
    blocks.push({ head: css.slice(from, opened).trim(), body: css.slice(opened + 1, index) });
    from = index + 1;
  }
  return blocks;
}

/**
 * Removes brackets, as in `:not(.plain)` and `[open]`: they only narrow a selector, so without them more rules stay.
 */
function withoutArguments(selectors: string): string {
  const shorter = selectors.replace(/\([^()]*\)|\[[^[\]]*\]/g, '');
  return shorter === selectors ? shorter : withoutArguments(shorter);
}

/** @param selector without arguments */
const needsOf = (selector: string): Needs => ({
  classes: firstOf(selector.matchAll(/\.([\w-]+)/g)),
  elements: firstOf(selector.matchAll(/(?<![\w.:#-])([a-z]\w*)/g)),
});

const namesIn = (markup: string): Names => ({
  classes: new Set(firstOf(markup.matchAll(/ class="([^"]*)"/g)).flatMap((all) => all.split(' '))),
  elements: new Set(['html', 'body', ...firstOf(markup.matchAll(/<([a-z]\w*)/g))]),
});

const firstOf = (matches: Iterable<RegExpExecArray>): string[] =>
  Array.from(matches, ([, name = '']) => name);
