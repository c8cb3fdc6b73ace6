import localFont from 'next/font/local';

/** Golos Text in two subsets that this product writes in, served by ourselves. Two families, because one call takes one
 *  unicode-range; the fallback's metrics are adjusted once, on the subset that digits and spaces come from. */
const cyrillic = localFont({
  src: '../../node_modules/@fontsource-variable/golos-text/files/golos-text-cyrillic-wght-normal.woff2',
  weight: '400 900',
  variable: '--font-golos-cyrillic',
  adjustFontFallback: false,
  declarations: [{ prop: 'unicode-range', value: 'U+0301, U+0400-045F, U+0490-0491, U+04B0-04B1, U+2116' }],
});
const latin = localFont({
  src: '../../node_modules/@fontsource-variable/golos-text/files/golos-text-latin-wght-normal.woff2',
  weight: '400 900',
  variable: '--font-golos-latin',
  declarations: [{ prop: 'unicode-range', value: 'U+0000-00FF, U+2000-206F, U+2191, U+2193, U+2212' }],
});

/** The class of the root element that defines the variables of tokens.css. */
export const fontClass = `${cyrillic.variable} ${latin.variable}`;
