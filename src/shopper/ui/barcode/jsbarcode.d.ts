// JsBarcode types its drawing function only. We import the one encoder we need, so that its eleven
// other symbologies and its canvas, SVG and DOM code (9.5 KB against 1 KB) stay out of the bundle.
declare module 'jsbarcode/src/barcodes/CODE128/CODE128C.js' {
  export default class CODE128C {
    constructor(digits: string, options: Record<string, never>);
    encode(): { data: string; text: string };
  }
}
