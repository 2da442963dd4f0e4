import shopper from '#shopper/shopper.css?inline';
import voucher from '#shopper/voucher.css?inline';
import till from '#till/till.css?inline';

/** All of a program's styles as text, for windows without a sheet of their own. */
export const shopperSheet = shopper + voucher;
export const tillSheet = till;
