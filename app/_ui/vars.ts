import type { CSSProperties } from 'react';

/** A style of custom properties, which React's own type does not know. */
export type Vars = CSSProperties & { [name: `--${string}`]: string | number };
export const vars = (values: { [name: `--${string}`]: string | number }): Vars => values;
/** The colour of a colleague, for everything inside. */
export const peerColour = (colour: number): Vars => vars({ '--pc': `var(--presence-${colour})` });
