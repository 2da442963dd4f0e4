import { createContext, use } from 'react';

/** What is wrong with the fields of the form around, by their names. */
export const FaultContext = createContext<Readonly<Record<string, string>>>({});

export const useFault = (name: string): string | undefined => use(FaultContext)[name];
