const made = new Map<string, string>();

/** An address in this browser for a PDF that the server sent as base64: a new tab shows it, to be printed. */
export function pdfAddress(base64: string): string {
  const known = made.get(base64);
  if (known !== undefined) return known;
  const blob = new Blob([Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0))], {
    type: 'application/pdf',
  });
  const address = URL.createObjectURL(blob);
  made.set(base64, address);
  return address;
}
