'use client';

import { createContext, useContext } from 'react';

/** Where this page's data came from. The offline shell draws the same screens from what the device has kept. */
export type PageSource = {
  /** Reads the page anew; null: the router does. */
  reload: (() => void) | null;
  /** The school's moment at which kept data were true; null: they came from the server just now. */
  keptAt: string | null;
};
const Source = createContext<PageSource>({ reload: null, keptAt: null });
export const PageSourceProvider = Source.Provider;
export const usePageSource = (): PageSource => useContext(Source);
