/**
 * The currencies of ISO 4217, with the number of digits after the point. The table is our own, because Intl has the
 * digits of CLDR: what people write (0 for HUF) and not the minor unit (2), and other numbers in each browser version.
 * Amounts are stored and sent by this table alone (decision 040).
 */

/** Currencies whose minor unit is not the hundredth part. */
const otherThanHundredths: Readonly<Record<number, string>> = {
  0: 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF',
  3: 'BHD IQD JOD KWD LYD OMR TND',
  4: 'CLF UYW',
};

/** Currencies with hundredths, active in 2026. Metals, test codes and units without a minor unit are left out. */
const hundredths =
  'AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE CHF CHW ' +
  'CNY COP COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF ' +
  'IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK ' +
  'MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP ' +
  'SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU UZS VED VES WST XAD XCD XCG ' +
  'YER ZAR ZMW ZWG';

/** Every active currency, by its code. */
export const currencies = (): string[] =>
  [hundredths, ...Object.values(otherThanHundredths)].join(' ').split(' ').sort();

/** Digits after the point: 2 for EUR and HUF, 0 for JPY, 3 for KWD. A withdrawn currency counts as having 2. */
export function minorDigits(currency: string): number {
  const other = Object.entries(otherThanHundredths).find(([, codes]) => codes.includes(currency));
  return other ? Number(other[0]) : 2;
}

/** ISO 4217 gives them a minor unit that prices never show: one major unit buys next to nothing. */
const seldomDivided = 'AFN ALL COP HUF IDR IQD IRR KPW LAK LBP MGA MMK PKR RSD SOS SYP YER';

/**
 * A default limit, in the minor units of a program's currency.
 * @param hundredths for currencies whose prices show cents: 100_000 is 1,000.00 euros, and 100,000 yen or forints
 */
export const usualMinor = (currency: string, hundredths: number): number =>
  seldomDivided.includes(currency) ? hundredths * 10 ** minorDigits(currency) : hundredths;

/**
 * A rate as people read it: of a sum that earns a point or so. Where a unit is small money, such as the dong, it earns
 * a thousandth of a point, which would be read as none.
 */
export function readableRate(
  rate: number,
  currency: string,
): { rate: number; money: { minor: number; currency: string } } {
  const { minor } = oneUnit(currency);
  let times = 1;
  if (rate > 0 && rate < 0.1) while (rate * times < 1) times *= 10;
  return { rate: rate * times, money: { minor: minor * times, currency } };
}

/** One major unit, such as one euro or one yen, in minor units: points are counted by it. */
export const oneUnit = (currency: string): { minor: number; currency: string } => ({
  minor: 10 ** minorDigits(currency),
  currency,
});
