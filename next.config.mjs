/** @type {import('next').NextConfig} */
const config = {
  poweredByHeader: false,
  reactStrictMode: true,
  // The optimiser has had remote holes, and the product shows no photographs.
  images: { unoptimized: true },
  // Native or shared with the server's own bundle: loaded by Node, not bundled.
  serverExternalPackages: ['@node-rs/argon2', 'postgres', 'lucia', 'pino', 'yjs'],
  // `npm test` checks the types; checking them again would only make the first start slower.
  typescript: { ignoreBuildErrors: true },
  devIndicators: false,
};
export default config;
