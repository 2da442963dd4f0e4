import { voucherMark } from '#contract/document.ts';
import sheet from './voucher.css?url';

let loading: Promise<unknown> | undefined;

/** Loads a voucher's styles, once, unless the document has them. Without them a barcode still shows. */
export const loadVoucherSheet = (): Promise<unknown> => {
  loading ??= document.querySelector(`style[${voucherMark}]`) ? Promise.resolve() : load();
  return loading;
};

const load = (): Promise<unknown> =>
  new Promise((done) => {
    const link = document.createElement('link');
    link.rel = 'stylesheet';
    link.onload = link.onerror = done;
    link.href = sheet;
    document.head.append(link);
  });
