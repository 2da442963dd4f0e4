/** What another system calls a member: its customer number, under the name of the system. */
export interface ExternalId {
  /** The name of the system, such as `shopify`: `sourceOf` reads it. */
  readonly source: string;
  /** As that system writes it, leading zeros and all. */
  readonly id: string;
}

/** A name as people type it in a file or a command: small letters, digits and hyphens, a letter first. */
export const sourcePattern = '^[a-z][a-z0-9-]{0,31}$';

/** Letters, digits and signs that show themselves in a log, without spaces; at most 64. */
export const externalIdPattern = '^[!-~]{1,64}$';

/** More ids of one member are a program that went wrong: few shops have five systems that know a customer. */
export const externalIdsAtMost = 20;

/** Whether other systems can be called so. */
export const isSource = (text: string): boolean => new RegExp(sourcePattern).test(text);
const isId = (text: string): boolean => new RegExp(externalIdPattern).test(text);

export const isExternalId = ({ source, id }: ExternalId): boolean => isSource(source) && isId(id);

/** Reads `shopify:5123`: the source ends at the first colon. @returns null when it is no external id */
export function readExternalId(text: string): ExternalId | null {
  const colon = text.indexOf(':');
  const read = { source: text.slice(0, Math.max(0, colon)), id: text.slice(colon + 1) };
  return isExternalId(read) ? read : null;
}
