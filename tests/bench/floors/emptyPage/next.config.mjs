import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

/** What concerns speed is as in the product. It is built in .dist/NAME/, so the packages lie two levels up.
 *  @type {import('next').NextConfig} */
const config = {
  poweredByHeader: false,
  reactStrictMode: true,
  images: { unoptimized: true },
  typescript: { ignoreBuildErrors: true },
  turbopack: { root: dirname(dirname(dirname(fileURLToPath(import.meta.url)))) },
};
// biome-ignore lint/style/noDefaultExport: Next asks for it
export default config;
