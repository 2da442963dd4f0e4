import shopper from '#shopper/shopper.css?inline';
import till from '#till/till.css?inline';

/** All of a program's looks as text, for windows that have no sheet of their own. */
export const shopperSheet = shopper;
export const tillSheet = till;
