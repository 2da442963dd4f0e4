import steps from '#desk/begin/steps.css?inline';
import desk from '#desk/desk.css?inline';
import figures from '#desk/foresight/figures.css?inline';
import member from '#desk/members/member-page.css?inline';
import shopper from '#shopper/shopper.css?inline';
import voucher from '#shopper/voucher.css?inline';
import till from '#till/till.css?inline';

/** All of a program's styles as text, for windows without a sheet of their own. */
export const shopperSheet = shopper + voucher;
export const tillSheet = till;
export const deskSheet = desk + steps + member + figures;
