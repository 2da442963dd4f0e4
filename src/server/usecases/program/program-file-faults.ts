import { Compile } from 'typebox/compile';
import { type Document, isMap, isScalar, isSeq, type LineCounter } from 'yaml';
import { ProgramFile } from '#contract/program-file.ts';
import type { ProgramFault } from '#domain/program/program-fault.ts';
import { placeText } from '#domain/program/words/file-place.ts';

/** A fault in a program's file, with its place in a text editor. Lines and columns count from 1. */
export interface FileFault {
  readonly line: number;
  readonly column: number;
  /** A path such as `tiers[1].from`; empty: the file as a whole. */
  readonly path: string;
  readonly reason: string;
}

const schema = Compile(ProgramFile);

/** The faults that the schema finds, in words, each once. */
export function schemaFaults(content: unknown): ProgramFault[] {
  const errors = schema.Errors(content);
  const faults = errors.flatMap((error): ProgramFault[] => {
    const path = pathOf(error.instancePath);
    switch (error.keyword) {
      case 'required':
        return error.params.requiredProperties.map((key) => ({
          path: [...path, key],
          reason: 'is missing',
        }));
      case 'boolean':
        return [{ path, reason: 'is not a key that Tillpass knows' }];
      // The schema reports it key by key as `boolean`, and once for each branch.
      case 'additionalProperties':
      case 'anyOf':
        return [];
      case 'type': {
        // Words may be a text or a mapping: the fault inside the intended branch says more.
        const branch = /\/anyOf\/\d$/.test(error.schemaPath);
        const inner = errors.some(
          (other) =>
            !['type', 'anyOf'].includes(other.keyword) &&
            `${other.instancePath}/`.startsWith(`${error.instancePath}/`),
        );
        if (branch && inner) return [];
        return [
          {
            path,
            reason: branch
              ? (unions[String(path.at(-1))] ?? wordsWanted)
              : (kinds[String(error.params.type)] ?? error.message),
          },
        ];
      }
      case 'enum':
        return [{ path, reason: `must be one of ${error.params.allowedValues.join(', ')}` }];
      case 'minLength':
        return [{ path, reason: 'is empty' }];
      case 'maxLength':
        return [{ path, reason: `must have at most ${error.params.limit} characters` }];
      case 'minItems':
        return [{ path, reason: `needs at least ${error.params.limit}` }];
      case 'maxItems':
        return [{ path, reason: `must have at most ${error.params.limit} entries` }];
      default:
        return [{ path, reason: error.message }];
    }
  });
  const quoted = brokenByQuotes(content, faults);
  const told = faults.map((fault) =>
    quoted.has(`${fault.path}`)
      ? { ...fault, reason: 'has the curly quotes of a word processor: type straight ones (")' }
      : fault,
  );
  return told.filter(
    ({ path, reason }, index) =>
      told.findIndex((one) => one.reason === reason && `${one.path}` === `${path}`) === index,
  );
}

/**
 * The paths, each as a text, of values that are right but for the quotes around them. People put such quotes around words
 * too, and mean them, so the schema is asked again without them: once for all, as a file may have thousands.
 */
function brokenByQuotes(content: unknown, faults: readonly ProgramFault[]): ReadonlySet<string> {
  const copy = structuredClone(content);
  const found = new Set<string>();
  for (const { path } of faults) {
    const [value, holder] = [valueAt(content, path), valueAt(copy, path.slice(0, -1))];
    const [, inner] = (typeof value === 'string' && /^[“”„«»‘](.*)[“”«»’]$/.exec(value)) || [];
    const last = path.at(-1);
    if (inner === undefined || last === undefined) continue;
    if (typeof holder === 'object' && holder !== null) Reflect.set(holder, last, inner);
    found.add(`${path}`);
  }
  if (found.size === 0) return found;
  for (const { instancePath } of schema.Errors(copy)) found.delete(`${pathOf(instancePath)}`);
  return found;
}

const valueAt = (content: unknown, path: ProgramFault['path']): unknown =>
  path.reduce<unknown>(
    (value, step) =>
      typeof value === 'object' && value !== null ? Reflect.get(value, step) : undefined,
    content,
  );

const wordsWanted = 'must be a text, or a text for each language';

/** What else than words is a text or has keys. */
const unions: Readonly<Record<string, string>> = {
  logo: 'must be the name of a file beside this one, or have view-box and path under it',
};

const kinds: Readonly<Record<string, string>> = {
  string: 'must be a text',
  object: 'must have keys with values under it',
  array: 'must be a list',
};

/** Gives each fault the place of its key. A missing key gets the place of what it is missing in. */
export function placed(
  document: Document.Parsed,
  lines: LineCounter,
  faults: readonly ProgramFault[],
): FileFault[] {
  return faults
    .map(({ path, reason }) => ({
      ...placeAt(lines, offsetOf(document, path)),
      path: placeText(path),
      reason,
    }))
    .sort((a, b) => a.line - b.line || a.column - b.column);
}

function offsetOf(document: Document.Parsed, path: ProgramFault['path']): number {
  let node: unknown = document.contents;
  let offset = document.contents?.range[0] ?? 0;
  for (const step of path) {
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => isScalar(key) && key.value === String(step));
      if (!isScalar(pair?.key)) return offset;
      offset = pair.key.range?.[0] ?? offset;
      node = pair.value;
    } else if (isSeq(node)) {
      const item: unknown = node.items[Number(step)];
      const known = isMap(item) || isSeq(item) || isScalar(item);
      if (!known) return offset;
      offset = item.range?.[0] ?? offset;
      node = item;
    } else return offset;
  }
  return offset;
}

export function placeAt(lines: LineCounter, offset: number): { line: number; column: number } {
  const { line, col } = lines.linePos(offset);
  // An empty file has no first line, and the counter says 0.
  return { line: Math.max(1, line), column: Math.max(1, col) };
}

/** A JSON pointer's steps; `~1` and `~0` stand for a slash and a tilde in a key. */
const pathOf = (pointer: string): (string | number)[] =>
  pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
    .map((step) => (/^\d+$/.test(step) ? Number(step) : step));
