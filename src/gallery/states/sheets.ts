import shopper from '#shopper/shopper.css?inline';
import bars from '#shopper/ui/barcode/barcode.css?inline';
import symbols from '#shopper/ui/barcode/symbols.css?inline';
import till from '#till/till.css?inline';

/** All of a program's styles as text, for windows without a sheet of their own. */
export const shopperSheet = shopper + bars + symbols;
export const tillSheet = till;
