/**
 * About how many units of a currency buy what one euro buys: rates of exchange of 2025, to the nearest of 1, 2 and 5
 * times a power of ten. It is a suggestion that a shop overwrites, so nothing is wrong when a rate moves.
 */
const unitsForAEuro: Readonly<Record<string, string>> = {
  '0.5': 'BHD KWD OMR',
  2: 'AUD AWG AZN BAM BBD BND BYN BZD CAD FJD GEL NZD SGD TOP XCD XCG',
  5: 'AED BRL ILS LYD MYR PEN PGK PLN QAR RON SAR TMT TND WST',
  10: 'BOB CNY DKK GHS GTQ HKD MAD MOP NOK SBD SEK SVC TJS TTD',
  20: 'BWP CUP CZK ERN HNL LSL MDL MVR MXN NAD SCR SLE STN SZL ZAR ZMW ZWG',
  50: 'EGP MKD MRU MUR NIO PHP SRD THB TRY TWD UAH UYU',
  100: 'AFN ALL BDT BTN CVE DOP GMD INR KGS MZN RSD RUB VUV XPF',
  200: 'DJF DZD ETB GYD HTG ISK JMD JPY KES LRD NPR VES YER',
  500: 'AMD CRC HUF KMF KZT LKR PKR SDG SOS XAF XOF',
  1000: 'AOA CLP KPW',
  2000: 'ARS CDF IQD KRW MMK MWK NGN RWF TZS',
  5000: 'BIF COP KHR MGA MNT SSP UGX',
  10000: 'GNF PYG SYP UZS',
  20000: 'IDR LAK VND',
  100000: 'IRR LBP',
};

/** @returns 1, 2 or 5, times a power of ten; 1 for a currency that is worth about a euro, or that nobody pays with */
export function unitsOfAEuro(currency: string): number {
  const row = Object.entries(unitsForAEuro).find(([, all]) => all.split(' ').includes(currency));
  return row ? Number(row[0]) : 1;
}
