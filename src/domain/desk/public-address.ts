/** Whether a stranger's phone can open an address of the server, and a browser makes passkeys for it. */
export function isPublicAddress(address: string): boolean {
  const host = /^https:\/\/([^/:[]{1,253})/.exec(address)?.[1];
  if (host === undefined) return false;
  const last = host.split('.').at(-1) ?? '';
  return last !== 'localhost' && !/^\d{1,3}$/.test(last);
}
