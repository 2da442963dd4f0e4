import type { Symbology } from '#domain/scan/scanner-profile.ts';
import type { Decode } from './decode.ts';

const decoders = new Map<Symbology, Promise<Decode>>();

/**
 * The browser's own reader if it has one, else ours; made once for the life of the page.
 * @param symbology the store's own, besides those that every phone shows
 */
export function loadDecoder(symbology: Symbology): Promise<Decode> {
  const known = decoders.get(symbology);
  if (known) return known;
  const decoder = ownOrOurs(symbology).catch((error) => {
    decoders.delete(symbology); // The next start of the camera tries to load it again.
    throw error;
  });
  decoders.set(symbology, decoder);
  return decoder;
}

async function ownOrOurs(symbology: Symbology): Promise<Decode> {
  const ours = async () => (await import('./zxing-decoder.ts')).zxingDecoder(symbology);
  const native = await nativeDecoder(symbology).catch(() => null);
  if (!native) return ours();
  let fallback: Promise<Decode> | null = null;
  return async (video, thorough) => {
    if (fallback) return (await fallback)(video, thorough);
    try {
      return await native(video, thorough);
    } catch {
      // Android's reader is a service of its own, which may be missing; that only shows when it is asked.
      fallback = ours();
      // The next frame tries to load it again.
      fallback.catch(() => {
        fallback = null;
      });
      return [];
    }
  };
}

/** The part of the Shape Detection API that is used here; TypeScript does not know it. */
interface NativeDetector {
  detect(source: HTMLVideoElement): Promise<readonly { readonly rawValue: string }[]>;
}
interface NativeDetectorClass {
  new (options: { formats: readonly string[] }): NativeDetector;
  getSupportedFormats(): Promise<readonly string[]>;
}

const nativeNames: Record<Symbology, string> = {
  'code-128': 'code_128',
  'ean-13': 'ean_13',
  'gs1-128': 'code_128',
  itf: 'itf',
  'code-39': 'code_39',
  qr: 'qr_code',
  'data-matrix': 'data_matrix',
  aztec: 'aztec',
  pdf417: 'pdf417',
};

async function nativeDecoder(symbology: Symbology): Promise<Decode | null> {
  // Typed by hand, as above; missing in Firefox and on most desktops.
  const Detector = (globalThis as { BarcodeDetector?: NativeDetectorClass }).BarcodeDetector;
  if (!Detector) return null;
  const supported = await Detector.getSupportedFormats();
  const needed = ['code_128', 'qr_code', nativeNames[symbology]];
  if (!needed.every((format) => supported.includes(format))) return null;
  // A product's barcode is read too, so that the page can say that it is not ours.
  const wanted = new Set([...needed, 'ean_13']);
  const formats = [...wanted].filter((format) => supported.includes(format));
  const detector = new Detector({ formats });
  return async (video) => (await detector.detect(video)).map(({ rawValue }) => rawValue);
}
