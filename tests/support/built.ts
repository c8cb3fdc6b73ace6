import { buildProduct } from '#tests/support/product.ts';

/** vitest's globalSetup of the realtime tests: they start the built product. Nothing to do when it is fresh. */
export const setup = (): Promise<void> => buildProduct();
