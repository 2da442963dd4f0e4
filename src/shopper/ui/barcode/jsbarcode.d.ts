// JsBarcode has types only for its drawing function. We import one encoder, so that its eleven other symbologies and
// its canvas, SVG and DOM code (9.5 KB instead of 1 KB) stay out of the bundle.
declare module 'jsbarcode/src/barcodes/CODE128/CODE128C.js' {
  export default class CODE128C {
    constructor(digits: string, options: Record<string, never>);
    encode(): { data: string; text: string };
  }
}
