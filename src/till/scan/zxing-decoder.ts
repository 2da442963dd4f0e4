import { prepareZXingModule, type ReaderOptions, readBarcodes } from 'zxing-wasm/reader';
import wasmUrl from 'zxing-wasm/reader/zxing_reader.wasm?url';
import { zxingFormats as names } from '#contract/zxing-formats.ts';
import type { Symbology } from '#domain/scan/scanner-profile.ts';
import type { Decode } from './decode.ts';

const quickly = (symbology: Symbology): ReaderOptions => ({
  // A product's barcode is read too, so that the page can say that it is not ours.
  formats: [...new Set([names['code-128'], names.qr, names['ean-13'], names[symbology]])],
  maxNumberOfSymbols: 2,
  tryHarder: false,
  tryRotate: false,
  tryInvert: false,
  tryDownscale: false,
});
/** For a phone that is held sideways, far away or too near. */
const thoroughly = (symbology: Symbology): ReaderOptions => ({
  ...quickly(symbology),
  tryHarder: true,
  tryRotate: true,
  tryDownscale: true,
});

/** More pixels make a frame slower and no phone's barcode more readable. */
const longestSide = 1280;

/** Our own reader, with its wasm from our own origin: the page's policy allows no other. */
export async function zxingDecoder(symbology: Symbology): Promise<Decode> {
  const [quick, thorough] = [quickly(symbology), thoroughly(symbology)];
  const locateFile = (path: string, prefix: string) =>
    path.endsWith('.wasm') ? wasmUrl : prefix + path;
  await prepareZXingModule({ overrides: { locateFile }, fireImmediately: true });

  const canvas = document.createElement('canvas');
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) throw new Error('no canvas to read the camera with');

  return async (video, isThorough) => {
    const { videoWidth, videoHeight } = video;
    if (!videoWidth || !videoHeight) return [];
    const scale = Math.min(1, longestSide / Math.max(videoWidth, videoHeight));
    const width = Math.round(videoWidth * scale);
    const height = Math.round(videoHeight * scale);
    if (canvas.width !== width || canvas.height !== height)
      Object.assign(canvas, { width, height });
    context.drawImage(video, 0, 0, width, height);
    const frame = context.getImageData(0, 0, width, height);
    const found = await readBarcodes(frame, isThorough ? thorough : quick);
    return found.filter(({ isValid }) => isValid).map(({ text }) => text);
  };
}
