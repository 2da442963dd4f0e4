// What the rules of the house are asked of: sources, and what they import.
import { dirname, join } from 'node:path/posix';

export type Source = { readonly path: string; readonly text: string };
/** Files as paths below src (`domain/program/tier.ts`), packages by their names. */
export type Import = { from: string; line: number; to: string; relative: boolean };
export type Rule = {
  /** One sentence, with file and line, for each place that breaks the rule. */
  readonly broken: (sources: readonly Source[]) => string[];
  /** Sources by their paths, each of which breaks the rule. */
  readonly bad: Readonly<Record<string, string>>;
};

const quoted = /"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'/;
const template = /`(?:\\[\s\S]|\$\{(?:`[^`]*`|\{[^{}]*\}|[^`{}])*\}|[^`\\])*`/;
const comment = /\/\/[^\n]*|\/\*[\s\S]*?\*\//;
const withStrings = new RegExp(`(${quoted.source}|${template.source})|${comment.source}`, 'g');

/** Replaces comments (and strings, unless they are kept) by spaces, so that the rest stays in its place. */
export function bare(text: string, { strings }: { strings: boolean }): string {
  return text.replace(withStrings, (part, string) =>
    string && strings ? part : part.replace(/[^\n]/g, ' '),
  );
}

const statement = /\b(?:import|export)\s(?:[^'"`;=()]*?\sfrom\s*)?(['"])([^'"\n]+)\1;?/g;
const call = /\bimport\s*\(\s*(['"`])([^'"`\n$]+)\1/g;

export function importsOf({ path, text }: Source): Import[] {
  const [code, alone] = [bare(text, { strings: true }), bare(text, { strings: false })];
  return [...code.matchAll(statement), ...code.matchAll(call)]
    .filter(({ index }) => alone[index] !== ' ')
    .map((match) => {
      const name = match[2] ?? '';
      const relative = name.startsWith('.');
      const to = relative ? join(dirname(path), name) : name.replace(/^#/, '');
      const line = lineAt(code, match.index + match[0].lastIndexOf(name));
      return { from: path, line, to, relative };
    });
}

export function lineAt(text: string, index: number): number {
  return text.slice(0, index).split('\n').length;
}

export function wrongImports(why: (one: Import) => string | undefined): Rule['broken'] {
  return (sources) =>
    sources.flatMap(importsOf).flatMap((one) => {
      const reason = why(one);
      return reason ? [`${one.from}:${one.line} imports ${one.to}: ${reason}`] : [];
    });
}

/** Finds `pattern` in code, outside comments and strings. */
export function wrongCode(pattern: RegExp, why: string, allowed: (path: string) => boolean) {
  return (sources: readonly Source[]) =>
    sources.flatMap(({ path, text }) => {
      const found = allowed(path) ? [] : [...bare(text, { strings: false }).matchAll(pattern)];
      return found.map(({ index }) => `${path}:${lineAt(text, index)} ${why}`);
    });
}

/** Tests, and what only they use, may read the environment and Node's own modules everywhere. */
export const isTest = (path: string) => /\.test\.tsx?$|^server\/tests\//.test(path);
export const isSource = (path: string) =>
  /^(domain|contract|i18n|web|shopper|till|desk|worker|gallery|server)\//.test(path) &&
  !path.startsWith('i18n/compiled/');
export const folderOf = (path: string) => dirname(path);

export function circlesIn(sources: readonly Source[]): string[] {
  const next = new Map(sources.map((one) => [one.path, importsOf(one).map(({ to }) => to)]));
  const done = new Set<string>();
  const walk = (path: string, trail: readonly string[]): string[] => {
    const start = trail.indexOf(path);
    if (start >= 0) return [`a circle: ${[...trail.slice(start), path].join(' → ')}`];
    if (done.has(path)) return [];
    done.add(path);
    return (next.get(path) ?? []).flatMap((to) => walk(to, [...trail, path]));
  };
  return [...next.keys()].flatMap((path) => walk(path, []));
}

export function isBarrel({ text }: Source): boolean {
  const passedOn = /\bexport\s[^'"`;=()]*\sfrom\s/;
  const rest = text.replace(statement, '').replace(/\bexport\s+(type\s*)?\{[^}]*\}/g, '');
  return passedOn.test(text) && /^[\s;]*$/.test(rest);
}
