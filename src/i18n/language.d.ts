import { languageProperties } from './compiled/messages.ts';
/** Each folder of `catalogues` is a language; the compiler lists them here. */
export type Language = keyof typeof languageProperties;
export type Direction = 'ltr' | 'rtl';
/** Each language with its own name, as a switch shows it. */
export declare const languages: readonly {
    language: Language;
    name: string;
    direction: Direction;
}[];
export declare const directionOf: (language: Language) => Direction;
/** What stands between two things in a row; Intl has no word for it. */
export declare const commaOf: (language: Language) => string;
/** Intl's tag for the language, which decides digits and the order of day and month. */
export declare const localeOf: (language: Language) => string;
export declare const isLanguage: (value: unknown) => value is Language;
/**
 * The language to use: the one that the person chose here (the cookie), else the best one that the browser asks for
 * (RFC 9110, 12.5.4), else English. Regions and scripts are ignored: `ar-EG` is `ar`.
 */
export declare function pickLanguage(acceptLanguage: string | null | undefined, cookie: string | null | undefined): Language;
