/**
 * What a key of the retailer's own program may do at `/admin/v1`: an area, and whether it only reads there. Each route
 * of `contract/admin/admin-api.ts` names one; writing an area includes reading it.
 */
export const adminScopes = [
  'pools:read',
  'pools:write',
  'mail-reports:write',
  'memberships:read',
  'memberships:write',
  'opinions:write',
  'members:read',
  'members:write',
] as const;

export type AdminScope = (typeof adminScopes)[number];

export const isAdminScope = (text: string): text is AdminScope =>
  (adminScopes as readonly string[]).includes(text);

/**
 * Whether a key may do what a route needs.
 * @param has the key's scopes; null: it may do everything
 */
export function hasScope(has: readonly AdminScope[] | null, needed: AdminScope): boolean {
  if (has === null || has.includes(needed)) return true;
  const [area, verb] = needed.split(':');
  return verb === 'read' && has.some((one) => one === `${area}:write`);
}

/**
 * The scopes of a text as RFC 6749 (3.3) writes them, with spaces between, or with commas.
 * @returns the words that are no scope instead, when there are any
 */
export function readScopes(
  text: string,
): { readonly scopes: readonly AdminScope[] } | { readonly unknown: readonly string[] } {
  const words = [...new Set(text.split(/[\s,]+/).filter((word) => word !== ''))];
  const unknown = words.filter((word) => !isAdminScope(word));
  return unknown.length > 0 ? { unknown } : { scopes: words.filter(isAdminScope) };
}
