import type { Arguments } from './compile-message.ts';

/** Everything about one language: its `language.json`, and its messages by audience. */
export interface Source {
  readonly language: string;
  readonly properties: unknown;
  readonly audiences: ReadonlyMap<string, Record<string, string>>;
}

const banner = '// Written by src/i18n/compile.ts out of the catalogues; not kept in git.\n';
const quote = (text: string) => JSON.stringify(text);
const union = (names: Iterable<string>) => [...names].map(quote).join(' | ');

/** `messages.ts`: every key with its arguments, the keys of each audience, the languages. */
export function messagesModule(
  sources: readonly Source[],
  argumentsByAudience: ReadonlyMap<string, ReadonlyMap<string, Arguments>>,
): string {
  const keys: string[] = [];
  const audiences: string[] = [];
  for (const [audience, messages] of argumentsByAudience) {
    audiences.push(`  ${audience}: ${union(messages.keys()) || 'never'};`);
    for (const [key, args] of messages) {
      const fields = [...args].map(([name, type]) => `${name}: ${type}`).join('; ');
      keys.push(`  ${quote(key)}: ${fields ? `{ ${fields} }` : 'null'};`);
    }
  }
  const properties = sources.map(({ language, properties }) => [language, properties]);
  return `${banner}
/** The arguments of each message; null where it has none. */
export interface MessageArguments {
${keys.join('\n')}
}

/** The keys of each audience's catalogue. */
export interface AudienceKeys {
${audiences.join('\n')}
}

export const languageProperties = ${JSON.stringify(Object.fromEntries(properties), null, 2)} as const;
`;
}

/** `catalogues.ts`: all catalogues at once, for the server. */
export function everythingModule(sources: readonly Source[]): string {
  const imports: string[] = [];
  const entries = sources.map(({ language, audiences }) => {
    const names = [...audiences.keys()].map((audience) => {
      const name = `${language}${audience[0]?.toUpperCase()}${audience.slice(1)}`;
      imports.push(`import ${name} from './${language}/${audience}.js';`);
      return `${audience}: ${name}`;
    });
    return `  ${language}: { ${names.join(', ')} },`;
  });
  return `${banner}${imports.join('\n')}\n
export default {\n${entries.join('\n')}\n};\n`;
}

/** What the server, the worker, the till or the desk says; a phone must not even know where it lies. */
const beyondPages = [
  'audit',
  'away',
  'begin',
  'desk',
  'earning',
  'expiry',
  'fault',
  'foresight',
  'history',
  'limit',
  'mail',
  'membership',
  'message',
  'manifest',
  'mint',
  'offline',
  'operations',
  'outage',
  'pass',
  'pool',
  'pos',
  'print',
  'program',
  'rights',
  'scanner',
  'support',
  'terms',
  'tier',
  'till',
];

/** `loaders.ts`: one catalogue at a time, for a page in one language. */
export function loadersModule(sources: readonly Source[]): string {
  const entries = sources.map(({ language, audiences }) => {
    const lines = [...audiences.keys()]
      .filter((audience) => !beyondPages.includes(audience))
      .map((audience) => `    ${audience}: () => import('./${language}/${audience}.js'),`);
    return `  ${language}: {\n${lines.join('\n')}\n  },`;
  });
  return `${banner}
export default {\n${entries.join('\n')}\n};\n`;
}
