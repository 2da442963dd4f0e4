import shopper from '#shopper/shopper.css?inline';
import till from '#till/till.css?inline';

/** All of a program's styles as text, for windows without a sheet of their own. */
export const shopperSheet = shopper;
export const tillSheet = till;
