import { createContext } from 'react';

/** Locks the screen at once: for who leaves the desk. Null where screens do not lock (a family's pages). */
export const LockContext = createContext<(() => void) | null>(null);
