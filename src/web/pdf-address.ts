interface PdfAddresses {
  /** An address in this browser for a PDF that the server sent as base64: a new tab shows it, to be printed. */
  of(base64: string): string;
  /** Gives back the memory of all of them. A tab that shows one keeps what it has loaded. */
  drop(): void;
}

/**
 * Addresses of the PDFs that one place of a page shows. The place drops them when it goes: a till's page is open for
 * days, and a card says whose it is.
 */
export function pdfAddresses(): PdfAddresses {
  const made = new Map<string, string>();
  return {
    of(base64) {
      const known = made.get(base64);
      if (known !== undefined) return known;
      const blob = new Blob([Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0))], {
        type: 'application/pdf',
      });
      const address = URL.createObjectURL(blob);
      made.set(base64, address);
      return address;
    },
    drop() {
      for (const address of made.values()) URL.revokeObjectURL(address);
      made.clear();
    },
  };
}
