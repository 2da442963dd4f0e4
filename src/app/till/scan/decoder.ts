import type { Decode } from './decode.ts';

let decoder: Promise<Decode> | null = null;

/** The browser's own reader where it has one, else ours; made once for the life of the page. */
export function loadDecoder(): Promise<Decode> {
  decoder ??= ownOrOurs().catch((error) => {
    decoder = null; // The next start of the camera tries to load it again.
    throw error;
  });
  return decoder;
}

async function ownOrOurs(): Promise<Decode> {
  const native = await nativeDecoder().catch(() => null);
  if (!native) return ours();
  let fallback: Promise<Decode> | null = null;
  return async (video, thorough) => {
    if (fallback) return (await fallback)(video, thorough);
    try {
      return await native(video, thorough);
    } catch {
      // Android's reader is a service of its own that may be missing, which shows only when it is asked.
      fallback = ours();
      return [];
    }
  };
}

const ours = async (): Promise<Decode> => (await import('./zxing-decoder.ts')).zxingDecoder();

/** The Shape Detection API, as far as it is used here; TypeScript does not know it. */
interface NativeDetector {
  detect(source: HTMLVideoElement): Promise<readonly { readonly rawValue: string }[]>;
}
interface NativeDetectorClass {
  new (options: { formats: readonly string[] }): NativeDetector;
  getSupportedFormats(): Promise<readonly string[]>;
}

async function nativeDecoder(): Promise<Decode | null> {
  // Typed by hand, as above; absent in Firefox and on most desktops.
  const Detector = (globalThis as { BarcodeDetector?: NativeDetectorClass }).BarcodeDetector;
  if (!Detector) return null;
  const supported = await Detector.getSupportedFormats();
  if (!['code_128', 'qr_code'].every((format) => supported.includes(format))) return null;
  // A product's barcode is read too, so that the page can say that it is not ours.
  const formats = ['code_128', 'qr_code', 'ean_13'].filter((format) => supported.includes(format));
  const detector = new Detector({ formats });
  return async (video) => (await detector.detect(video)).map(({ rawValue }) => rawValue);
}
